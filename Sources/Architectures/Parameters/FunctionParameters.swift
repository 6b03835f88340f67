public import VirtualTime

/// What can be turned of a table's change stream and of who polls it
/// (<https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html>).
public struct ChangeStreamParameters: Hashable, Sendable {
  /// Shards; an aggregate's changes are all in one.
  public var shards = 4
  /// From one poll of a shard to the next, in microseconds.
  public var pollMicroseconds: Int64 = 250_000
  /// How old a change is before a poll can see it, in microseconds.
  public var visibleMicroseconds: Int64 = 95_000
  /// The share of polls that come back empty though there are changes.
  public var emptyPolls = Ratio(3, of: 100)
  /// The most records in a batch.
  public var batch = 100
  /// How long a change is kept, in microseconds: 24 hours.
  public var keptMicroseconds: Int64 = 86_400_000_000

  /// Creates the defaults.
  public init() {}
}

/// What can be turned of a Lambda function
/// (<https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html>).
public struct FunctionParameters: Hashable, Sendable {
  /// What an invocation takes beside its transactions, in microseconds.
  public var overheadMicroseconds: Int64 = 10_000
  /// The most events numbered in one transaction; counter and mark go with them.
  public var transactionEvents = 50
  /// The start where none is warm.
  public var coldStart = LatencyCurve.coldStart
  /// After how long without work none is warm any more, in microseconds.
  public var idleMicroseconds: Int64 = 600_000_000
  /// Its memory in MB, which its time is paid by.
  public var memoryMegabytes: Int64 = 256

  /// Creates the defaults.
  public init() {}
}

/// What can be turned of an SQS FIFO queue
/// (<https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-fifo.html>).
public struct QueueParameters: Hashable, Sendable {
  /// Calls a second of one API action.
  public var callsPerSecond: Int64 = 300
  /// Messages a forwarder sends in one call, 1 to 10.
  public var sendBatch = 10
  /// Message groups, each with a consumer and a sequence of its own.
  public var groups = 1
  /// Messages a consumer takes in one call, 1 to 10.
  public var receiveBatch = 10
  /// From the sending of a message to its delivery.
  public var delivery = LatencyCurve.queueDelivery
  /// What a call to receive takes, in microseconds.
  public var receiveMicroseconds: Int64 = 5_000
  /// What a call to delete takes, in microseconds.
  public var deleteMicroseconds: Int64 = 8_000
  /// How long a repeated deduplication id is dropped, in microseconds.
  public var deduplicationMicroseconds: Int64 = 300_000_000
  /// After how long the batch of a crashed invocation comes again, in microseconds; AWS's default
  /// visibility timeout is 30 s.
  public var retryMicroseconds: Int64 = 1_000_000
  /// Whether the command itself writes the table and then sends.
  public var isDualWrite = false

  /// Creates the defaults.
  public init() {}
}
