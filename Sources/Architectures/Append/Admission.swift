/// Whether the cloud takes an attempt at an append in.
public enum Admission: Hashable, Sendable {
  /// It does, and what the attempt needs is taken. Commit and answer come later than was scheduled by so
  /// many microseconds.
  case accepted(delayMicroseconds: Int64)
  /// It does, and the attempt will fail when it is to commit, through no fault of its own.
  case aborting(delayMicroseconds: Int64)
  /// It does not; nothing was taken but what the refusal costs.
  case refused(Refusal)

  /// Taken in, as scheduled.
  public static let accepted = Admission.accepted(delayMicroseconds: 0)
}

/// Why an attempt at an append is not taken in.
public enum Refusal: Hashable, Sendable {
  /// There is no capacity for it.
  case throttled(Throttle)
  /// An aggregate does not stand where the writer expects it.
  case versionConflict
  /// Another transaction holds one of its items (`TransactionConflict`).
  case transactionConflict
  /// What it read of the head is no longer so.
  case staleHead
  /// The database gave it up.
  case aborted
}

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
