public import EventSourcing

/// An aggregate in the list of screen 2.
public struct AggregateRow: Hashable, Sendable {
  /// What the store knows of it.
  public var summary: AggregateSummary
  /// How many of its events the index does not show yet.
  public var pending: Int

  /// Creates a row.
  public init(summary: AggregateSummary, pending: Int) {
    self.summary = summary
    self.pending = pending
  }
}
