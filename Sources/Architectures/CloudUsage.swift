/// What an architecture used of the cloud, and what that costs.
///
/// Prices: us-east-1, on demand, as listed in 2026 (DynamoDB
/// <https://aws.amazon.com/dynamodb/pricing/on-demand/>, Lambda <https://aws.amazon.com/lambda/pricing/>, SQS
/// <https://aws.amazon.com/sqs/pricing/>, Aurora <https://aws.amazon.com/rds/aurora/pricing/>; the ledger's are
/// those of 2025, its last year). Neither storage nor the readers' reads are in it.
public struct CloudUsage: Hashable, Sendable {
  /// Write units of tables and indexes.
  public var writeUnits: Int64 = 0
  /// Read units of heads that writers read before they write.
  public var headReadUnits: Int64 = 0
  /// Invocations of functions.
  public var invocations: Int64 = 0
  /// The time of all invocations that are over, in microseconds.
  public var functionMicroseconds: Int64 = 0
  /// The memory that an invocation has, in MB of 2^20 bytes; 0 where there is no function.
  public var functionMegabytes: Int64 = 0
  /// Calls to the queue.
  public var queueCalls: Int64 = 0
  /// Messages sent to the queue, those that it dropped as repeated too.
  public var messagesSent: Int64 = 0
  /// Capacity of the database: thousandths of a unit (ACU) times the seconds for which they were there.
  public var capacityThousandthSeconds: Int64 = 0
  /// Writes of the ledger.
  public var ledgerWrites: Int64 = 0

  /// Creates the usage of nothing.
  public init() {}

  /// The cost in millionths of a millionth of a US dollar; what does not fit is as much as it holds.
  public var picodollars: Int64 {
    // A month of functions with 10 GB leaves 64 bits behind.
    let units = Int128(writeUnits) * 625_000 + Int128(headReadUnits) * 125_000
    // 16.6667 microdollars a GB-second.
    let gigabyteMicroseconds = Int128(functionMicroseconds) * Int128(functionMegabytes) / 1024
    let functions = Int128(invocations) * 200_000 + gigabyteMicroseconds * 166_667 / 10_000
    // 0.12 dollars an hour of a unit.
    let capacity = Int128(capacityThousandthSeconds) * 100_000 / 3
    let calls = Int128(queueCalls) * 500_000 + Int128(ledgerWrites) * 700_000
    return Int64(clamping: units + functions + capacity + calls)
  }
}
