public import VirtualTime

/// What can be turned of an SQS FIFO queue
/// (<https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-fifo.html>).
public struct QueueParameters: Hashable, Sendable {
  /// Calls a second of one API action, 1 to 1,000,000.
  public var callsPerSecond: Int64 = 300
  /// Messages a forwarder sends in one call, 1 to 10.
  public var sendBatch = 10
  /// Message groups, each with a consumer and a sequence of its own; 1 to 1,000.
  public var groups = 1
  /// Messages a consumer takes in one call, 1 to 10.
  public var receiveBatch = 10
  /// From the sending of a message to its delivery.
  public var delivery = LatencyCurve.queueDelivery
  /// What a call to receive takes, in microseconds, 0 to a minute.
  public var receiveMicroseconds: Int64 = 5_000
  /// What a call to delete takes, in microseconds, 0 to a minute.
  public var deleteMicroseconds: Int64 = 8_000
  /// How long a repeated deduplication id is dropped, in microseconds, 0 to 30 days.
  public var deduplicationMicroseconds: Int64 = 300_000_000
  /// After how long the batch of a crashed invocation comes again, in microseconds, 0 to 12 hours; AWS's
  /// default visibility timeout is 30 s.
  public var retryMicroseconds: Int64 = 1_000_000
  /// Whether the command itself writes the table and then sends.
  public var isDualWrite = false

  /// Creates the defaults.
  public init() {}
}
