public import VirtualTime

/// What can be turned of a table's change stream and of who polls it
/// (<https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html>).
public struct ChangeStreamParameters: Hashable, Sendable {
  /// Shards, 1 to 1,000; an aggregate's changes are all in one.
  public var shards = 4
  /// From one poll of a shard to the next, in microseconds, 1 to an hour.
  public var pollMicroseconds: Int64 = 250_000
  /// How old a change is before a poll can see it, in microseconds, 0 to an hour.
  public var visibleMicroseconds: Int64 = 95_000
  /// The share of polls that come back empty though there are changes; less than all of them.
  public var emptyPolls = Ratio(3, of: 100)
  /// The most records in a batch, 1 to 10,000.
  public var batch = 100
  /// How long a change is kept, in microseconds, 1 to 30 days: 24 hours.
  public var keptMicroseconds: Int64 = 86_400_000_000

  /// Creates the defaults.
  public init() {}
}
