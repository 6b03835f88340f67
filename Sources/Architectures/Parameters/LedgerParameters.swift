public import VirtualTime

/// What can be turned of the ledger; AWS published neither throughput nor latency of its own.
public struct LedgerParameters: Hashable, Sendable {
  /// A read of an aggregate's last revision.
  public var read = LatencyCurve.aggregateRead
  /// A commit.
  public var commit = LatencyCurve.ledgerCommit
  /// From one block of the journal to the next, in microseconds, 0 to ten seconds.
  public var blockMicroseconds: Int64 = 2_000
  /// Whether each append also reads one document of all: then one commit at a time goes through.
  public var hasHeadDocument = false

  /// Creates the defaults.
  public init() {}
}
