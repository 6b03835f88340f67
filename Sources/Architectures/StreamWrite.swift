public import EventSourcing
public import VirtualTime

/// A committed event on its way into the global stream.
public struct StreamWrite: Hashable, Sendable {
  /// Its position in the order of commits, dense from 1.
  public var position: Int64
  /// Its id.
  public var eventID: KSUID
  /// The hash of its aggregate's id.
  public var aggregateHash: UInt64
  /// The size of its item in bytes.
  public var bytes: Int32
  /// The index shard that it was stored with: 1 to N, or 0.
  public var shard: Int32
  /// When it was committed.
  public var committedAt: Instant

  /// Creates a write.
  public init(
    position: Int64, eventID: KSUID, aggregateHash: UInt64, bytes: Int, shard: Int = 0,
    committedAt: Instant
  ) {
    self.position = position
    self.eventID = eventID
    self.aggregateHash = aggregateHash
    self.bytes = Int32(bytes)
    self.shard = Int32(shard)
    self.committedAt = committedAt
  }

  /// The write units that it costs.
  public var units: Int64 { TableWrite.units(ofBytes: Int(bytes)) }
}
