public import VirtualTime

/// When an attempt at an append is tested, commits, and is answered.
public struct AttemptSchedule: Hashable, Sendable {
  /// When conditions and capacity are tested.
  public var admission: Instant
  /// When the store takes the events in, if they are admitted.
  public var commit: Instant
  /// When the writer has the answer.
  public var answer: Instant

  /// Creates a schedule; its instants never fall.
  public init(admission: Instant, commit: Instant, answer: Instant) {
    self.admission = admission
    self.commit = commit
    self.answer = answer
  }

  /// All three at the end of a latency: a single put, whose answer is its commit.
  public init(at end: Instant) {
    self.init(admission: end, commit: end, answer: end)
  }

  /// A transaction: tested when its items are prepared, and committed when they are released again.
  /// - Parameters:
  ///   - start: When it was sent.
  ///   - latency: How long the answer takes, in microseconds.
  ///   - holds: The part of the latency in which the items are held, in hundredths.
  public init(transactionAt start: Instant, latency: Int64, holds: ClosedRange<Int64> = 10...90) {
    self.init(
      admission: start.advanced(byMicroseconds: latency * holds.lowerBound / 100),
      commit: start.advanced(byMicroseconds: latency * holds.upperBound / 100),
      answer: start.advanced(byMicroseconds: latency))
  }
}
