public import VirtualTime

/// What can be turned of a table in DynamoDB.
public struct TableParameters: Hashable, Sendable {
  /// Partitions of a fresh on-demand table: it takes 4,000 write units a second at once
  /// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html>).
  public var partitions = 4
  /// Write units a second of a partition
  /// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html>).
  public var unitsPerSecond: Int64 = 1000
  /// How many seconds' units a partition keeps; 300 with burst capacity.
  public var keptSeconds: Int64 = 1
  /// A conditional put.
  public var put = LatencyCurve.put
  /// A strongly consistent read of an aggregate.
  public var read = LatencyCurve.aggregateRead

  /// Creates the defaults.
  public init() {}
}

/// What can be turned of a global secondary index.
public struct IndexParameters: Hashable, Sendable {
  /// How an event's index shard is chosen.
  public enum Placement: String, CaseIterable, Hashable, Sendable {
    /// By the hash of its aggregate: one aggregate's events share a shard.
    case byAggregate = "by-aggregate"
    /// At random: the load is even, and an aggregate's events are in all shards.
    case atRandom = "at-random"
  }

  /// Write units a second of an index shard.
  public var unitsPerSecond: Int64 = 1000
  /// For how many seconds of idleness a shard can make up at once; 300 with burst capacity.
  public var savedSeconds: Int64 = 0
  /// The backlog, in units, from which on a shard's writes are refused.
  public var backlogLimit: Int64 = 1000
  /// From a shard's applying an entry to the index showing it.
  public var lag = LatencyCurve.indexLag
  /// How an event's index shard is chosen.
  public var placement = Placement.byAggregate
  /// From the start of one stall to the start of the next, in microseconds; 0: no shard ever stops
  /// applying.
  public var stallEveryMicroseconds: Int64 = 0
  /// How long a stall lasts, in microseconds.
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

/// What can be turned of transactions in DynamoDB
/// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html>).
public struct TransactionParameters: Hashable, Sendable {
  /// A transaction of up to five items.
  public var latency = LatencyCurve.transaction
  /// What each item above five adds, in microseconds.
  public var itemMicroseconds: Int64 = 340
  /// From where to where of its latency it holds its items, in hundredths.
  public var heldFrom: Int64 = 10
  /// Where it releases them.
  public var heldTo: Int64 = 90
  /// The keys that a numbered stream is spread over, by number modulo their count.
  public var streamKeys = 4

  /// Creates the defaults.
  public init() {}

  /// The latency of a transaction of so many items, in microseconds.
  func draw(items: Int, _ random: inout SeededRandom) -> Int64 {
    latency.draw(&random) + Int64(max(0, items - 5)) * itemMicroseconds
  }
}
