public import VirtualTime

/// What can be turned of a global secondary index.
public struct IndexParameters: Hashable, Sendable {
  /// How an event's index shard is chosen.
  public enum Placement: String, CaseIterable, Hashable, Sendable {
    /// By the hash of its aggregate: one aggregate's events share a shard.
    case byAggregate = "by-aggregate"
    /// At random: the load is even, and an aggregate's events are in all shards.
    case atRandom = "at-random"
  }

  /// Write units a second of an index shard, 1 to 1,000,000.
  public var unitsPerSecond: Int64 = 1000
  /// For how many seconds of idleness a shard can make up at once, 0 to 3,600; 300 with burst capacity.
  public var savedSeconds: Int64 = 0
  /// The backlog, in units, from which on a shard's writes are refused; from 1.
  public var backlogLimit: Int64 = 1000
  /// From a shard's applying an entry to the index showing it.
  public var lag = LatencyCurve.indexLag
  /// How an event's index shard is chosen.
  public var placement = Placement.byAggregate
  /// From the start of one stall to the start of the next, in microseconds, up to 30 days; 0: no shard ever
  /// stops applying.
  public var stallEveryMicroseconds: Int64 = 0
  /// How long a stall lasts, in microseconds, 0 to 30 days.
  public var stallLengthMicroseconds: Int64 = 0

  /// When index shards stop applying; nil: never.
  public var stalls: StallPlan? {
    get {
      guard stallEveryMicroseconds > 0 else { return nil }
      return StallPlan(
        everyMicroseconds: stallEveryMicroseconds, lengthMicroseconds: stallLengthMicroseconds)
    }
    set {
      stallEveryMicroseconds = newValue?.everyMicroseconds ?? 0
      stallLengthMicroseconds = newValue?.lengthMicroseconds ?? 0
    }
  }

  /// Creates the defaults.
  public init() {}
}
