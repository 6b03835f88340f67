public import VirtualTime

/// What can be turned of transactions in DynamoDB
/// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html>).
public struct TransactionParameters: Hashable, Sendable {
  /// A transaction of up to five items.
  public var latency = LatencyCurve.transaction
  /// What each item above five adds, in microseconds, 0 to 1,000,000.
  public var itemMicroseconds: Int64 = 340
  /// From where of its latency it holds its items, in hundredths, 0 to ``heldTo``.
  public var heldFrom: Int64 = 10
  /// Where it releases them, in hundredths, ``heldFrom`` to 100.
  public var heldTo: Int64 = 90
  /// The keys that a numbered stream is spread over, by number modulo their count; 1 to 1,000.
  public var streamKeys = 4

  /// Creates the defaults.
  public init() {}

  /// The latency of a transaction of so many items, in microseconds.
  func draw(items: Int, _ random: inout SeededRandom) -> Int64 {
    latency.draw(&random) + Int64(max(0, items - 5)) * itemMicroseconds
  }
}
