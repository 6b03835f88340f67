public import Architectures
public import EventSourcing

/// What a run did, in figures.
///
/// Lengths of time are microseconds. How each figure is counted stands beside it.
public struct RunReport: Hashable, Sendable {
  /// The architecture.
  public var architecture: ArchitectureName
  /// The seed.
  public var seed: UInt64
  /// For how long appends fell due.
  public var durationMicroseconds: Int64
  /// Writers.
  public var writers: Int
  /// Appends that were to fall due in a thousand seconds.
  public var eventsPerThousandSeconds: Int64

  /// Events that fell due: appended, failed and unfinished ones.
  public var offered: Int64
  /// Events committed.
  public var appended: Int64
  /// Attempts refused because someone else was first; each cancelled transaction is one.
  public var conflicts: Int64
  /// Attempts refused for want of capacity.
  public var throttled: Int64
  /// Attempts refused for want of capacity, by what was short, the most first.
  public var throttledResources: [ThrottledResource]
  /// Events given up: after as many throttled or cancelled attempts as `back-off.attempts` says (10), or as
  /// many new decisions and one more version conflict; both are counted over the whole append.
  public var failed: Int64
  /// Events that still waited or backed off when the duration was over.
  public var unfinished: Int64
  /// Transactions that the database gave up, each a hole in its sequence.
  public var aborted: Int64
  /// Answers that were lost on purpose.
  public var lostAnswers: Int64
  /// Events that became visible in the global stream before the duration was over.
  public var visibleBeforeEnd: Int64
  /// Messages sent to the queue before the duration was over; nil where there is none.
  public var sentBeforeEnd: Int64?
  /// Committed events that the stream never showed.
  public var lost: Int64

  /// From the issue of an append to its acknowledgement, retries and back-off included: p50, p99, greatest.
  public var appendLatency: Percentiles?
  /// How long a due append stood in its writer's queue.
  public var wait: Percentiles?
  /// Commit to visible in the global stream, of all events; nil where the append itself updates the stream.
  public var lag: Percentiles?

  /// Events with at least one event after them in the final stream that was committed earlier.
  public var inversions: Int64
  /// Neighbours in the order of commits that stand the other way round in the final stream.
  public var adjacentInversions: Int64
  /// What each reader did.
  public var readers: [ReaderFigures]
  /// How the final stream compares with the order of commits.
  public var globalOrder: Guarantees.GlobalOrder
  /// The cost in millionths of a millionth of a US dollar.
  public var picodollars: Int64
  /// Steps of the simulation.
  public var steps: Int64
  /// Whether the run was cut off.
  public var isPartial: Bool
  /// Whether the command itself wrote table and queue, so that what is lost died between the two; else what is
  /// lost stood in the change stream for longer than that keeps it.
  public var isDualWrite = false
  /// Rules that the run broke, in words; none in a sound run.
  public var violations: [String]

  /// The smallest, in order: half, 95 and 99 in a hundred are no greater than these, and none than the last.
  public struct Percentiles: Hashable, Sendable {
    /// The median.
    public var median: Int64
    /// The 95th percentile.
    public var p95: Int64
    /// The 99th percentile.
    public var p99: Int64
    /// The greatest.
    public var greatest: Int64
  }

  /// How often one resource had no capacity left.
  public struct ThrottledResource: Hashable, Sendable {
    /// Its name, such as `index/byEventId EVENT_2`.
    public var name: String
    /// Attempts refused.
    public var count: Int64
  }

  /// What one reader did.
  public struct ReaderFigures: Hashable, Sendable {
    /// How it reads.
    public var strategy: ReaderStrategy
    /// Events handed to the consumer.
    public var delivered: Int64
    /// Events committed, and not delivered when all was drained.
    public var missed: Int64
    /// Events handed to the consumer a second time.
    public var duplicates: Int64
    /// Events delivered after one that was committed later.
    public var outOfOrder: Int64
    /// Read units used.
    public var readUnits: Int64
    /// Commit to delivery, of all that was delivered.
    public var delay: Percentiles?
  }
}
