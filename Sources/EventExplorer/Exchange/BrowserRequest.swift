public import EventSourcing
public import VirtualTime

/// What screen 3 wants done.
public enum BrowserRequest: Sendable {
  /// Rows of the stream, or of the matches of a filter by its number; answered by `.rows`, always.
  case rows(filter: Int?, first: Int64, count: Int)
  /// Begins to look for the events that a filter lets through, and ends the one before; answered by
  /// `.progress` as it goes on.
  case filter(number: Int, StreamFilter)
  /// Goes on where the filter has not looked yet.
  case goOn(number: Int)
  /// Ends the filter.
  case endFilter
  /// Asks how the events lie in time; answered by `.histogram`, always.
  case histogram(columns: Int, filter: Int?)
  /// Asks for the row of a place; answered by `.found`.
  case find(StreamGoal, filter: Int?)
}

/// A place in the stream that can be gone to.
public enum StreamGoal: Hashable, Sendable {
  /// A row, from 1.
  case row(Int64)
  /// A share of all rows, in millionths.
  case share(Int)
  /// The first row of a time, or after it.
  case time(Instant)
  /// An event by its id.
  case event(KSUID)
  /// The event after a cursor.
  case cursor(Cursor)
  /// The event at a position in the order of commits.
  case position(Int64)
}
