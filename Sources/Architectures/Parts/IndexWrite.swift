public import EventSourcing
public import VirtualTime

/// A committed event on its way into an index shard.
public struct IndexWrite: Hashable, Sendable {
  /// Its position in the order of commits.
  public var position: Int64
  /// Its id, the index's sort key.
  public var eventID: KSUID
  /// The write units that it costs the index.
  public var units: Int64
  /// When it was committed.
  public var committedAt: Instant

  /// Creates a write.
  public init(position: Int64, eventID: KSUID, units: Int64 = 1, committedAt: Instant) {
    self.position = position
    self.eventID = eventID
    self.units = units
    self.committedAt = committedAt
  }
}
