public import EventSourcing

extension RecordedEvent {
  /// The hash of the leaf that stands for the event in a ledger's tree.
  ///
  /// It is the SHA-256 of a byte 0 and ``leafData``.
  public var leafHash: LedgerHash {
    var hash = LedgerHash()
    EventContent.with(self) { hash = $0.leafHash }
    return hash
  }

  /// The bytes that are hashed of the event.
  ///
  /// They are eight numbers of eight bytes each, big-endian: position, time of commit in microseconds,
  /// index shard, aggregate version, event version, and the lengths in bytes of the three texts; the
  /// twenty bytes of the event's id; then the texts: aggregate's id, type, metadata.
  public var leafData: [UInt8] {
    var bytes: [UInt8] = []
    EventContent.with(self) { content in
      content.forEachPiece { bytes.append(contentsOf: $0) }
    }
    return bytes
  }
}
