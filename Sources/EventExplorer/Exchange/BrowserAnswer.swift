public import VirtualTime

/// What screen 3 learns.
public enum BrowserAnswer: Sendable {
  /// Rows of the stream or of a filter's matches, nil for one that the store has lost.
  case rows(filter: Int?, first: Int64, [StreamRow?])
  /// How a filter stands.
  case progress(FilterProgress)
  /// How the events lie in time.
  case histogram(StreamHistogram, filter: Int?)
  /// The row that was asked for, or the filter's match at it or after it; nil: there is none, and why.
  case found(row: Int64?, filter: Int?, problem: String)
}

/// How far a filter has looked.
public struct FilterProgress: Hashable, Sendable {
  /// The filter's number.
  public var number: Int
  /// Rows looked at.
  public var scanned: Int64
  /// Rows that there were to look at.
  public var total: Int64
  /// Those it lets through.
  public var matches: Int64
  /// Whether it has ended, at the last row or where it was told to.
  public var isComplete: Bool

  /// Creates progress.
  public init(number: Int, scanned: Int64, total: Int64, matches: Int64, isComplete: Bool) {
    self.number = number
    self.scanned = scanned
    self.total = total
    self.matches = matches
    self.isComplete = isComplete
  }
}

/// How the events of the stream lie in time: buckets of the same length, from the first event to the last.
public struct StreamHistogram: Hashable, Sendable {
  /// The first event's time.
  public var start: Instant
  /// The last event's time.
  public var end: Instant
  /// The first row of each bucket, and one more: the row after the last.
  public var firstRows: [Int64]
  /// How many matches of the filter each bucket has; nil without a filter.
  public var matches: [Int64]?

  /// Creates a histogram.
  public init(start: Instant, end: Instant, firstRows: [Int64], matches: [Int64]? = nil) {
    self.start = start
    self.end = end
    self.firstRows = firstRows
    self.matches = matches
  }

  /// How many events each bucket has.
  public var counts: [Int64] { zip(firstRows, firstRows.dropFirst()).map { $1 - $0 } }

  /// The bucket of a row, nil without buckets.
  public func bucket(of row: Int64) -> Int? {
    guard let place = firstRows.dropLast().lastIndex(where: { $0 <= row }) else { return nil }
    return place
  }
}
