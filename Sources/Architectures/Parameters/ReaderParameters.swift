import EventSourcing

/// How readers of the global stream ask.
public struct ReaderParameters: Hashable, Sendable {
  /// From an answer to the next question, in microseconds, 1 to an hour.
  public var pollMicroseconds: Int64 = 500_000
  /// From a question to its answer, in microseconds, 0 to ten seconds.
  public var answerMicroseconds: Int64 = 4_000
  /// The most bytes of an answer, 1,024 to 2^30: what goes beyond is asked for at once
  /// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html>).
  public var pageBytes: Int64 = 1 << 20
  /// How many whole seconds before its checkpoint `overlap` asks, 0 to a day's: one of the id's resolution, ten
  /// of the longest lag, one more.
  public var overlapSeconds = Int64(OverlapReader.defaultWindowSeconds)
  /// How many positions before its checkpoint `overlap` asks, where the stream has positions; 0 to 1,000,000.
  public var overlapPositions = Int64(OverlapReader.defaultWindowPositions)
  /// How far behind now `safe-horizon` stays, beside five standard deviations of the clocks: the longest lag
  /// and the id's second, in microseconds, 0 to an hour.
  public var boundMicroseconds = SafeHorizonReader.defaultBoundMicroseconds
  /// How many standard deviations of the clocks the bound has, 0 to 100.
  public var boundDeviations = SafeHorizonReader.defaultBoundDeviations
  /// The standard deviation of the writers' clocks, in microseconds, 0 to an hour.
  public var skewMicroseconds: Int64 = 0

  /// Creates the defaults.
  public init() {}
}
