public import Architectures
public import EventSourcing

/// What screen 5 learns.
public enum ReadModelAnswer: Sendable {
  /// A part of the list of accounts, in its order.
  case accounts(AccountPart)
  /// The next account that is wrong; nil if none is.
  case found(FoundWrong?, by: ReaderStrategy)
  /// Events of an account that a reader's projection was not handed, the first of so many.
  case undelivered(AggregateID, by: ReaderStrategy, [UndeliveredRow], count: Int)
  /// What was said of a reader's projection may not be so any more, by time alone.
  case outdated(by: ReaderStrategy)
  /// How a rebuild goes on.
  case rebuild(RebuildProgress)
}

/// A part of the list of accounts.
public struct AccountPart: Sendable {
  /// What was asked for.
  public var window: AccountWindow
  /// The rows, in the list's order.
  public var rows: [AccountRow] = []
  /// Whether they begin where the list does.
  public var isAtStart = true
  /// Whether they end where the list does.
  public var isAtEnd = true
  /// How the projection stands beside the truth; nil if that could not be read.
  public var totals: ProjectionTotals?

  /// Creates a part without rows: what is answered where reading failed.
  public init(_ window: AccountWindow) {
    self.window = window
  }
}
