public import VirtualTime

/// A writer's wall clock: wrong by an offset, and maybe running fast or slow, or set back once.
///
/// Event ids are drawn from it, so its error decides where an event stands in the global stream. True
/// time is known to the simulation alone.
public struct WriterClock: Sendable {
  /// By how much the clock is wrong at ``start``, in microseconds; positive: ahead.
  public private(set) var offsetMicroseconds: Int64
  /// Microseconds that it gains in a second of true time.
  public var driftPerMillion: Int64
  /// When it is corrected, and by how much, in microseconds; nil: never.
  public var step: (at: Instant, byMicroseconds: Int64)?
  /// The instant from which drift counts.
  public let start: Instant

  /// Where the writer stands among all: its offset in standard deviations, in units of 2^-32.
  private let standard: Int64

  /// Creates a clock whose offset is drawn from a normal distribution.
  /// - Parameters:
  ///   - deviationMicroseconds: The standard deviation of the writers' offsets.
  ///   - driftPerMillion: Microseconds that it gains in a second.
  ///   - start: The instant from which drift counts.
  ///   - random: The clock's own source of chance.
  public init(
    deviationMicroseconds: Int64, driftPerMillion: Int64 = 0, start: Instant,
    _ random: inout SeededRandom
  ) {
    standard = random.standardNormal()
    offsetMicroseconds = SeededRandom.scaled(standard, deviation: deviationMicroseconds)
    self.driftPerMillion = driftPerMillion
    self.start = start
  }

  /// What the clock shows at an instant of true time.
  public func reading(at now: Instant) -> Instant {
    var reading = now.advanced(byMicroseconds: offsetMicroseconds)
    if driftPerMillion != 0 {
      reading.microseconds += (now - start) / 1_000_000 * driftPerMillion
    }
    if let step, now >= step.at { reading.microseconds += step.byMicroseconds }
    return reading
  }

  /// Changes how far the writers' clocks are apart; each keeps its place among them.
  public mutating func change(deviationMicroseconds: Int64) {
    offsetMicroseconds = SeededRandom.scaled(standard, deviation: deviationMicroseconds)
  }
}
