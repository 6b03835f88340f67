public import VirtualTime

extension DynamoDBWithKSUIDs {
  /// How an event's index shard is chosen.
  public enum ShardPlacement: Hashable, Sendable {
    /// By the hash of its aggregate: one aggregate's events share a shard.
    case byAggregate
    /// At random: the load is even, and an aggregate's events are in all shards.
    case atRandom
  }

  /// What can be turned.
  ///
  /// The defaults are DynamoDB's published figures.
  public struct Parameters: Hashable, Sendable {
    /// Partitions of a fresh on-demand table: it takes 4,000 write units a second at once
    /// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html>).
    public var tablePartitions = 4
    /// Write units a second of a partition, of the table or of the index
    /// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html>).
    public var unitsPerSecond: Int64 = 1000
    /// How many seconds' units a partition of the table keeps; 300 with burst capacity.
    public var keptSeconds: Int64 = 1
    /// For how many seconds of idleness an index shard can make up at once; 300 with burst capacity.
    public var savedSeconds: Int64 = 0
    /// The backlog, in units, from which on a shard's writes are refused.
    public var backlogLimit: Int64 = 1000
    /// From a shard's applying an entry to the index showing it.
    public var indexLag = LatencyCurve.indexLag
    /// How an event's index shard is chosen.
    public var shardPlacement = ShardPlacement.byAggregate
    /// When index shards stop applying; nil: never.
    public var stalls: StallPlan?

    /// Creates the defaults.
    public init() {}

    /// Turns burst capacity on or off: unused capacity of up to 300 seconds.
    public mutating func setBurst(_ isOn: Bool) {
      keptSeconds = isOn ? 300 : 1
      savedSeconds = isOn ? 300 : 0
    }
  }
}
