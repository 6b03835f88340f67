public import VirtualTime

/// A stored event with where and when the store took it in.
public struct RecordedEvent: Hashable, Sendable {
  /// The event.
  public var event: Event
  /// Its place in the order of commits: dense, from 1.
  public var position: Int64
  /// When it was committed, by the store's clock.
  public var committedAt: Instant
  /// The index shard it belongs to: 1 to N, or 0 where it was stored without one.
  public var shard: Int

  /// Creates a record from its parts.
  public init(event: Event, position: Int64, committedAt: Instant, shard: Int) {
    self.event = event
    self.position = position
    self.committedAt = committedAt
    self.shard = shard
  }
}
