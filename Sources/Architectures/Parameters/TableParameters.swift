public import VirtualTime

/// What can be turned of a table in DynamoDB.
public struct TableParameters: Hashable, Sendable {
  /// Partitions of a fresh on-demand table, 1 to 10,000: with four it takes 4,000 write units a second at once
  /// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html>).
  public var partitions = 4
  /// Write units a second of a partition, 1 to 1,000,000
  /// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html>).
  public var unitsPerSecond: Int64 = 1000
  /// How many seconds' units a partition keeps, 1 to 3,600; 300 with burst capacity.
  public var keptSeconds: Int64 = 1
  /// A conditional put.
  public var put = LatencyCurve.put
  /// A strongly consistent read of an aggregate.
  public var read = LatencyCurve.aggregateRead

  /// Creates the defaults.
  public init() {}
}
