public import EventSourcing

/// A look for the next account that is wrong.
public struct WrongSearch: Hashable, Sendable {
  /// The reader whose projection is meant.
  public var reader: ReaderStrategy
  /// The list's order.
  public var order: AccountWindow.Order
  /// Whether it is the other way round.
  public var isReversed: Bool
  /// The account it begins after; nil: at the list's beginning.
  public var start: AggregateID?
  /// Whether it goes back.
  public var isBackwards: Bool

  /// Creates a search.
  public init(
    reader: ReaderStrategy, order: AccountWindow.Order, isReversed: Bool, start: AggregateID?,
    isBackwards: Bool
  ) {
    self.reader = reader
    self.order = order
    self.isReversed = isReversed
    self.start = start
    self.isBackwards = isBackwards
  }
}

/// An account that is wrong, found.
public struct FoundWrong: Hashable, Sendable {
  /// The account.
  public var account: AggregateID
  /// How far the truth is above the projection's balance, in cents.
  public var missingCents: Int64
  /// How many of its events will never be handed over.
  public var missed: Int
  /// How many were not handed over yet.
  public var late: Int
  /// Its number among those that are wrong, from 1.
  public var ordinal: Int
  /// How many are wrong.
  public var count: Int
  /// Whether the search went round an end to get there.
  public var hasWrapped: Bool

  /// Creates what was found.
  public init(
    account: AggregateID, missingCents: Int64, missed: Int, late: Int, ordinal: Int, count: Int,
    hasWrapped: Bool
  ) {
    self.account = account
    self.missingCents = missingCents
    self.missed = missed
    self.late = late
    self.ordinal = ordinal
    self.count = count
    self.hasWrapped = hasWrapped
  }
}
