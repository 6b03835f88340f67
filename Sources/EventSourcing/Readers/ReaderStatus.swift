/// A way to follow a global stream in which events appear late and out of order.
public enum ReaderStrategy: String, CaseIterable, Hashable, Sendable {
  /// Remembers the last event id or position it saw and asks for what is after it.
  case checkpoint
  /// Asks again from a window before the checkpoint, and drops what it has already delivered.
  case overlap
  /// Never reads past the point before which nothing new can still appear.
  case safeHorizon = "safe-horizon"
}

/// What a reader has done so far.
public struct ReaderStatus: Hashable, Sendable {
  /// How it reads.
  public var strategy: ReaderStrategy
  /// Events handed to the consumer, each counted once.
  public var delivered: Int64
  /// Events that became visible behind what it will ever read again.
  public var missed: Int64
  /// Events handed to the consumer a second time.
  public var duplicates: Int64
  /// Events delivered after one that was committed later.
  public var outOfOrder: Int64
  /// The median of commit to delivery of late, in microseconds; nil before the first delivery.
  public var delayMedian: Int64?

  /// Creates a status.
  public init(
    strategy: ReaderStrategy, delivered: Int64 = 0, missed: Int64 = 0, duplicates: Int64 = 0,
    outOfOrder: Int64 = 0, delayMedian: Int64? = nil
  ) {
    self.strategy = strategy
    self.delivered = delivered
    self.missed = missed
    self.duplicates = duplicates
    self.outOfOrder = outOfOrder
    self.delayMedian = delayMedian
  }
}
