import EventSourcing
public import VirtualTime

/// How readers of the global stream ask.
public struct ReaderParameters: Hashable, Sendable {
  /// From an answer to the next question, in microseconds.
  public var pollMicroseconds: Int64 = 500_000
  /// From a question to its answer, in microseconds.
  public var answerMicroseconds: Int64 = 4_000
  /// The most bytes of an answer: what goes beyond is asked for at once
  /// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html>).
  public var pageBytes: Int64 = 1 << 20
  /// How many whole seconds before its checkpoint `overlap` asks: one of the id's resolution, ten of the
  /// longest lag, one more.
  public var overlapSeconds = Int64(OverlapReader.defaultWindowSeconds)
  /// How many positions before its checkpoint `overlap` asks, where the stream has positions.
  public var overlapPositions = Int64(OverlapReader.defaultWindowPositions)
  /// How far behind now `safe-horizon` stays, beside five standard deviations of the clocks: the longest lag
  /// and the id's second, in microseconds.
  public var boundMicroseconds = SafeHorizonReader.defaultBoundMicroseconds
  /// How many standard deviations of the clocks the bound has.
  public var boundDeviations = SafeHorizonReader.defaultBoundDeviations
  /// The standard deviation of the writers' clocks, in microseconds.
  public var skewMicroseconds: Int64 = 0

  /// Creates the defaults.
  public init() {}
}

/// How a refused append is repeated: after a random time that may double with each attempt.
public struct BackOffParameters: Hashable, Sendable {
  /// The most attempts at one append that are throttled or cancelled, and the most new decisions after version
  /// conflicts; then it has failed.
  public var attempts = 10
  /// The longest wait after the first attempt, in microseconds.
  public var firstMicroseconds: Int64 = 50_000
  /// The longest wait of all, in microseconds.
  public var longestMicroseconds: Int64 = 1_000_000

  /// Creates the defaults.
  public init() {}

  /// How long to wait after attempt `attempt`, from 1, was refused, in microseconds: evenly up to
  /// min(longest, first · 2^(attempt − 1)) ("full jitter").
  public func wait(afterAttempt attempt: Int, _ random: inout SeededRandom) -> Int64 {
    let doubled = firstMicroseconds << Int64(min(attempt - 1, 20))
    return random.number(in: 0...min(longestMicroseconds, doubled))
  }
}

/// What goes wrong on purpose; nothing does unless it is asked for.
public struct FaultParameters: Hashable, Sendable {
  /// The share of a function's invocations that crash.
  public var crashes = Ratio.never
  /// The share of batches that are delivered a second time.
  public var redeliveries = Ratio.never
  /// How much later they come again, in microseconds.
  public var redeliveryMicroseconds: Int64 = 1_000_000
  /// The share of acknowledged appends whose answer is lost.
  public var lostAnswers = Ratio.never
  /// After how long the writer asks again, in microseconds.
  public var lostAnswerMicroseconds: Int64 = 1_000_000
  /// The share of dual writes that die between the table and the queue.
  public var dualWriteDeaths = Ratio(1, of: 1000)
  /// By how much each writer's clock is set back once, in microseconds; 0: never.
  public var clockStepMicroseconds: Int64 = 0

  /// Creates the defaults.
  public init() {}
}
