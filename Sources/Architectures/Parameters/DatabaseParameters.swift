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
  /// Appends a second of one capacity unit; AWS publishes none.
  public var appendsPerUnit: Int64 = 150
  /// The least capacity, in thousandths; 0: it pauses when idle.
  public var leastThousandths: Int64 = 500
  /// The most, in thousandths.
  public var mostThousandths: Int64 = 8_000
  /// How long without appends before it pauses, in microseconds.
  public var pauseMicroseconds: Int64 = 300_000_000
  /// How long it takes to come back, in microseconds.
  public var resumeMicroseconds: Int64 = 15_000_000
  /// The share of transactions that abort and leave a hole in the sequence.
  public var aborts = Ratio(1, of: 100)
  /// By how much later than its position a transaction's id is drawn at most, in microseconds.
  public var transactionIDMicroseconds: Int64 = 1_000
  /// Whether a lock around the numbering lets one writer at a time through.
  public var isLocked = false

  /// Creates the defaults.
  public init() {}
}

/// What can be turned of the ledger; AWS published neither throughput nor latency of its own.
public struct LedgerParameters: Hashable, Sendable {
  /// A read of an aggregate's last revision.
  public var read = LatencyCurve.aggregateRead
  /// A commit.
  public var commit = LatencyCurve.ledgerCommit
  /// From one block of the journal to the next, in microseconds.
  public var blockMicroseconds: Int64 = 2_000
  /// Whether each append also reads one document of all: then one commit at a time goes through.
  public var hasHeadDocument = false

  /// Creates the defaults.
  public init() {}
}
