/// Which capacity was used up, in DynamoDB's words
/// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/throttling-diagnosing.html>).
public struct Throttle: Hashable, Sendable {
  /// Why a write is refused.
  public enum Reason: String, Hashable, Sendable {
    /// A partition of the table is at its limit.
    case tablePartition = "TableWriteKeyRangeThroughputExceeded"
    /// A partition of the index can't keep up, and the table's writes have to wait for it.
    case indexPartition = "IndexWriteKeyRangeThroughputExceeded"
  }

  /// Why.
  public var reason: Reason
  /// The number of the table's partition or of the index shard.
  public var number: Int

  /// Creates a throttle.
  public init(reason: Reason, number: Int) {
    self.reason = reason
    self.number = number
  }

  /// The resource's name, such as `index/byEventId EVENT_2`.
  public var resource: String {
    switch reason {
    case .tablePartition: "table partition \(number)"
    case .indexPartition: "index/byEventId \(number == 0 ? "EVENT" : "EVENT_\(number)")"
    }
  }
}
