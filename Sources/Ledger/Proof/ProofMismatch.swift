internal import EventSourcing

/// Why a proof does not show that its event is part of the history which a digest names.
public enum ProofMismatch: Error, Hashable, Sendable {
  /// The proof is of a history with another number of events.
  case size(proof: Int64, digest: Int64)
  /// The event's position is not that of the leaf which the path begins at.
  case place(position: Int64, leafIndex: Int64)
  /// No path with so many hashes leads from the leaf to the root.
  case path(hashes: Int)
  /// The event and the path lead to another root: one of them was changed, or the digest.
  case root(found: LedgerHash, digest: LedgerHash)
}

extension ProofMismatch: CustomStringConvertible {
  /// What does not fit, safe to print.
  public var description: String {
    switch self {
    case .size(let proof, let digest):
      "the proof is of a history of \(Counted(proof, "event")), the digest of one of \(digest)"
    case .place(let position, let leafIndex):
      "the event's position is \(position), and the path begins at leaf \(leafIndex): it would be "
        + "the leaf before that number"
    case .path(let hashes):
      "a path with \(hashes) \(hashes == 1 ? "hash" : "hashes") does not lead from the event to the root"
    case .root(let found, let digest):
      "the event and its path lead to the root \(found), the digest names \(digest): the event, "
        + "the path or the digest was changed, or the digest is another history's"
    }
  }
}
