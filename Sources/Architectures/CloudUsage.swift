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
  /// Time of functions, in microseconds, and their memory in MB.
  public var functionMicroseconds: Int64 = 0
  /// The functions' memory, in MB.
  public var functionMegabytes: Int64 = 0
  /// Calls to the queue.
  public var queueCalls: Int64 = 0
  /// Messages sent to the queue, those that it dropped as repeated too.
  public var messagesSent: Int64 = 0
  /// Capacity of the database, in thousandths of a unit, times microseconds, divided by a million.
  public var capacityThousandthSeconds: Int64 = 0
  /// Writes of the ledger.
  public var ledgerWrites: Int64 = 0

  /// Creates the usage of nothing.
  public init() {}

  /// The cost in millionths of a millionth of a US dollar.
  public var picodollars: Int64 {
    let units = writeUnits * 625_000 + headReadUnits * 125_000
    // 16.6667 microdollars a GB-second.
    let gigabyteMicroseconds = functionMicroseconds * functionMegabytes / 1024
    let functions = invocations * 200_000 + gigabyteMicroseconds * 166_667 / 10_000
    // 0.12 dollars an hour of a unit.
    let capacity = capacityThousandthSeconds * 100_000 / 3
    return units + functions + queueCalls * 500_000 + capacity + ledgerWrites * 700_000
  }
}
