/// A point in time: whole microseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// Real and virtual time share it. A length of time is an `Int64` of microseconds, and its name says
/// so. The range is about 292,000 years either side of 1970; arithmetic past it traps.
public struct Instant: Hashable, Comparable, Sendable {
  /// Microseconds since 1970-01-01T00:00:00Z; negative before.
  public var microseconds: Int64

  /// Creates the instant `microseconds` after 1970-01-01T00:00:00Z.
  public init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// The start of every simulated run, 2026-01-01T00:00:00Z.
  public static let simulationStart = Instant(microseconds: 1_767_225_600_000_000)

  /// Later than anything that happens.
  public static let distantFuture = Instant(microseconds: .max)

  /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
  public var wholeSeconds: Int64 {
    let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// The instant this many microseconds later; earlier for a negative length.
  public func advanced(byMicroseconds length: Int64) -> Instant {
    Instant(microseconds: microseconds + length)
  }

  /// The length from `earlier` to `later`, in microseconds; negative where they stand the other way.
  public static func - (later: Instant, earlier: Instant) -> Int64 {
    later.microseconds - earlier.microseconds
  }

  /// Whether the left instant comes before the right one.
  public static func < (left: Instant, right: Instant) -> Bool {
    left.microseconds < right.microseconds
  }
}
