public import EventSourcing
public import VirtualTime

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
