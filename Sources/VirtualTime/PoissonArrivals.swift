/// Instants at which something happens at random, so many times a second on average.
public struct PoissonArrivals: Sendable {
  private var random: SeededRandom
  /// The mean gap in nanoseconds: microseconds would shorten the gaps of a fast stream visibly.
  private var meanNanoseconds: Int64
  /// The next arrival, and the nanoseconds by which it comes after that microsecond.
  public private(set) var next: Instant
  private var nanoseconds: Int64 = 0

  /// Creates a stream of arrivals after `start`.
  /// - Parameters:
  ///   - perSecond: Arrivals a second of all streams together, at least 1.
  ///   - streams: How many streams share them evenly, at least 1.
  ///   - start: The instant from which the first arrival is waited for.
  ///   - random: The stream's own source of chance.
  public init(perSecond: Int, sharedBy streams: Int, after start: Instant, random: SeededRandom) {
    self.random = random
    next = start
    meanNanoseconds = 0
    change(perSecond: perSecond, sharedBy: streams, at: start)
  }

  /// Creates a stream of arrivals after `start`.
  /// - Parameters:
  ///   - meanNanoseconds: The mean gap in nanoseconds, 0 to 2^56.
  ///   - start: The instant from which the first arrival is waited for.
  ///   - random: The stream's own source of chance.
  public init(meanNanoseconds: Int64, after start: Instant, random: SeededRandom) {
    self.random = random
    self.meanNanoseconds = meanNanoseconds
    next = start
    advance()
  }

  /// Moves on to the arrival after ``next``.
  public mutating func advance() {
    let gap = nanoseconds + random.exponential(mean: meanNanoseconds)
    next = next.advanced(byMicroseconds: gap / 1000)
    nanoseconds = gap % 1000
  }

  /// Changes the rate from `now` on; the wait for the next arrival begins anew, which random arrivals
  /// do not notice.
  public mutating func change(perSecond: Int, sharedBy streams: Int, at now: Instant) {
    precondition(perSecond > 0 && streams > 0, "\(perSecond) a second in \(streams) streams")
    meanNanoseconds = 1_000_000_000 * Int64(streams) / Int64(perSecond)
    next = now
    nanoseconds = 0
    advance()
  }
}
