public import EventSourcing

/// An event and what shows that it is part of a history, without the store and whoever keeps it.
///
/// It is checked against a ``LedgerDigest`` that was had before, from somebody who is trusted.
public struct InclusionProof: Hashable, Sendable {
  /// The event, with where and when it was committed.
  public var recorded: RecordedEvent
  /// What leads from the event to the digest's root.
  public var path: AuditPath

  /// Creates a proof from its parts, whatever they show.
  public init(recorded: RecordedEvent, path: AuditPath) {
    self.recorded = recorded
    self.path = path
  }

  /// The digest that the event and the path lead to.
  /// - Returns: The digest; nil if the path fits no tree.
  public var digest: LedgerDigest? {
    path.root(from: recorded.leafHash).map { LedgerDigest(size: path.treeSize, root: $0) }
  }

  /// Checks that the event is part of the history which a digest names.
  /// - Parameter digest: The trusted digest.
  /// - Throws: ``ProofMismatch`` that says what does not fit.
  public func check(against digest: LedgerDigest) throws(ProofMismatch) {
    guard path.treeSize == digest.size else {
      throw .size(proof: path.treeSize, digest: digest.size)
    }
    // Position 1 is leaf 0; no sum that a hostile number could overflow.
    guard recorded.position > 0, path.leafIndex == recorded.position - 1 else {
      throw .place(position: recorded.position, leafIndex: path.leafIndex)
    }
    guard let found = self.digest else { throw .path(hashes: path.hashes.count) }
    guard found.root == digest.root else { throw .root(found: found.root, digest: digest.root) }
  }
}
