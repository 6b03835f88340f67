public import VirtualTime

/// What can be turned of Aurora Serverless
/// (<https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html>).
///
/// Capacity is counted in thousandths of a capacity unit (ACU).
public struct DatabaseParameters: Hashable, Sendable {
  /// A read from the primary.
  public var read = LatencyCurve.sqlRead
  /// A commit.
  public var commit = LatencyCurve.sqlCommit
  /// Appends a second of one capacity unit, 1 to 100,000; AWS publishes none.
  public var appendsPerUnit: Int64 = 150
  /// The least capacity, in thousandths, 0 to ``mostThousandths``; 0: it pauses when idle.
  public var leastThousandths: Int64 = 500
  /// The most, in thousandths, 1 to 256,000.
  public var mostThousandths: Int64 = 8_000
  /// What part of a second has to be busy for the capacity to grow after it, in hundredths: more than this;
  /// ``shrinkBelow`` to 100.
  public var growAbove: Int64 = 80
  /// By what part it grows each time, in hundredths, 0 to 1,000; one step at least.
  public var growth: Int64 = 25
  /// What part of a second has to be busy for it not to count as quiet, in hundredths; 0 to ``growAbove``.
  public var shrinkBelow: Int64 = 50
  /// The step in which capacity shrinks, and the least by which it grows, in thousandths; 1 to 256,000.
  ///
  /// A database that was paused begins with it.
  public var stepThousandths: Int64 = 500
  /// How long it has to be quiet to shrink by a step, in microseconds, one second to a day; looked at each
  /// second.
  public var shrinkMicroseconds: Int64 = 15_000_000
  /// Whether somebody is connected to read all the time: then it does not pause
  /// (<https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html>).
  public var isReaderConnected = true
  /// How long without appends before it pauses, in microseconds, one second to a day.
  public var pauseMicroseconds: Int64 = 300_000_000
  /// How long it takes to come back, in microseconds, 0 to an hour.
  public var resumeMicroseconds: Int64 = 15_000_000
  /// The share of transactions that abort and leave a hole in the sequence.
  public var aborts = Ratio(1, of: 100)
  /// By how much later than its position a transaction's id is drawn at most, in microseconds, 0 to a second.
  public var transactionIDMicroseconds: Int64 = 1_000
  /// Whether a lock around the numbering lets one writer at a time through.
  public var isLocked = false

  /// Creates the defaults.
  public init() {}
}
