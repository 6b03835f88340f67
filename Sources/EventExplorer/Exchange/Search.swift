public import EventSourcing

/// A search that runs behind the screen.
public struct Search: Hashable, Sendable {
  /// Where it looks.
  public enum Scope: Hashable, Sendable {
    /// The global stream, or what a filter lets through of it, from a row.
    case stream(from: Int64, filter: StreamFilter? = nil)
    /// The order of commits, from a position.
    case commits(from: Int64)
    /// The list of aggregates in an order, from an aggregate.
    case aggregates(AggregateQuery.Order, descending: Bool, from: AggregateID?)
    /// The accounts as a reader's projection has them, in the list's order, from an account.
    case accounts(ReaderStrategy, AccountWindow.Order, isReversed: Bool, from: AggregateID?)
    /// An aggregate's events, from a version.
    case history(AggregateID, from: AggregateVersion)
  }

  /// What it looks for.
  public enum Subject: Hashable, Sendable {
    /// A text.
    case pattern(EventPattern)
    /// What is out of order or missed, or lost by the store.
    case disorder
  }

  /// Its number; a later one replaces it.
  public var number: Int
  /// Where it looks.
  public var scope: Scope
  /// What it looks for.
  public var subject: Subject
  /// Whether it goes back.
  public var backwards: Bool
  /// Whether the place it begins at counts.
  public var includesStart: Bool

  /// Creates a search.
  public init(
    number: Int, scope: Scope, subject: Subject, backwards: Bool, includesStart: Bool
  ) {
    self.number = number
    self.scope = scope
    self.subject = subject
    self.backwards = backwards
    self.includesStart = includesStart
  }
}

/// How a search stands.
public struct SearchProgress: Hashable, Sendable {
  /// Where a match is.
  public enum Place: Hashable, Sendable {
    /// A row of the stream; how far it came too late, and whether it was missed. Where disorder is looked for
    /// and it is neither, the store has lost it; so too a version.
    case row(Int64, displacement: Int, isMissed: Bool)
    /// A position in the order of commits; by how many places the index puts it later, negative: earlier,
    /// and whether it was missed.
    case position(Int64, displacement: Int, isMissed: Bool)
    /// An aggregate.
    case aggregate(AggregateID)
    /// A version of an aggregate; how many of those before it have a greater id, and whether it was
    /// missed.
    case version(AggregateVersion, displacement: Int, isMissed: Bool)
  }

  /// The search's number.
  public var number: Int
  /// The match nearest to where it began; nil: none was found yet.
  public var match: Place?
  /// Whether it went round an end to get there.
  public var hasWrapped: Bool
  /// The match's number among those counted, from 1; nil while that is not known.
  public var ordinal: Int?
  /// Matches counted so far.
  public var matches: Int
  /// Whether all were counted.
  public var isComplete: Bool

  /// Creates progress.
  public init(
    number: Int, match: Place? = nil, hasWrapped: Bool = false, ordinal: Int? = nil,
    matches: Int = 0, isComplete: Bool = false
  ) {
    self.number = number
    self.match = match
    self.hasWrapped = hasWrapped
    self.ordinal = ordinal
    self.matches = matches
    self.isComplete = isComplete
  }
}
