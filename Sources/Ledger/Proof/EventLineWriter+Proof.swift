public import EventSourcing
internal import VirtualTime

extension EventLineWriter {
  /// Appends a proof's line: the event as its own line has it, then what leads to the digest.
  ///
  /// For a terminal metadata may be written with escapes that it does not have in the store; such a line
  /// is for reading, and proves nothing.
  /// - Parameters:
  ///   - proof: The proof.
  ///   - bytes: Where the line goes, a line feed at its end.
  public func append(_ proof: InclusionProof, to bytes: inout [UInt8]) {
    let (recorded, path) = (proof.recorded, proof.path)
    bytes.append(contentsOf: #"{"event":"#.utf8)
    append(recorded.event, to: &bytes)
    bytes.removeLast()  // its line feed
    let numbers: [(ProofKey, Int64)] = [
      (.position, recorded.position), (.committedAt, recorded.committedAt.microseconds),
      (.shard, Int64(recorded.shard)), (.treeSize, path.treeSize), (.leafIndex, path.leafIndex),
    ]
    for (key, number) in numbers {
      bytes.append(contentsOf: ",\"\(key.rawValue)\":\(number)".utf8)
    }
    let hashes = path.hashes.map { "\"\($0)\"" }.joined(separator: ",")
    bytes.append(contentsOf: ",\"\(ProofKey.path.rawValue)\":[\(hashes)]}\n".utf8)
  }
}
