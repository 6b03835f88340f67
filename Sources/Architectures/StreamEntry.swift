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

/// An event that the global stream shows.
public struct StreamEntry: Hashable, Sendable {
  /// Its position in the order of commits.
  public var position: Int64
  /// Where it stands in its partition.
  public var key: StreamKey
  /// The part of the stream that has an order of its own: an index shard, a message group; else 0.
  public var partition: Int32
  /// The size of its item in bytes.
  public var bytes: Int32
  /// When it was committed.
  public var committedAt: Instant
  /// When the stream shows it.
  public var visibleAt: Instant

  /// Creates an entry of a write.
  public init(_ write: StreamWrite, key: StreamKey, partition: Int32, visibleAt: Instant) {
    position = write.position
    self.key = key
    self.partition = partition
    bytes = write.bytes
    committedAt = write.committedAt
    self.visibleAt = visibleAt
  }
}
