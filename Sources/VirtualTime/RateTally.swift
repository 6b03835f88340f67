/// Looks at what goes through a part of limited rate, beside the part's own accounts: it knows the
/// rate, what was taken and when, and nothing else.
///
/// A part whose accounts are wrong gives too much for a while, and may have given no more than its
/// rate over a whole run; so each taking is looked at by itself.
package struct RateTally: Hashable, Sendable {
  /// Units that flow in a second, at least 1.
  private let unitsPerSecond: Int64
  private let start: Instant
  /// What may be kept, in millionths of a unit.
  private let kept: Int128
  /// What was taken, in millionths of a unit; what flowed past a full store counts as taken.
  private var drawn: Int128
  /// The greatest excess, in millionths of a unit, and when it was taken.
  private var excess: Int128 = 0
  private var excessAt: Instant

  /// Creates the tally of a part that is full.
  /// - Parameters:
  ///   - unitsPerSecond: Units that flow in a second, at least 1.
  ///   - keptUnits: The most units that it keeps, from 0.
  ///   - start: The instant from which they flow.
  package init(unitsPerSecond: Int64, keptUnits: Int64, start: Instant) {
    self.unitsPerSecond = unitsPerSecond
    self.start = start
    kept = Int128(keptUnits) * 1_000_000
    drawn = -kept
    excessAt = start
  }

  /// Takes note of units that were taken.
  /// - Parameters:
  ///   - units: The units.
  ///   - needed: Those of them that had to be there.
  ///   - now: The instant.
  package mutating func take(_ units: Int64, needing needed: Int64, at now: Instant) {
    let flowed = Int128(now - start) * Int128(unitsPerSecond)
    drawn = max(drawn, flowed - kept)
    let short = drawn + Int128(needed) * 1_000_000 - flowed
    // Instants are whole microseconds: what flows in within one is no excess.
    if short >= unitsPerSecond, short > excess {
      excess = short
      excessAt = now
    }
    drawn += Int128(units) * 1_000_000
  }

  /// What is wrong, in words: at some instant more was taken than was there.
  package var violation: String? {
    guard excess > 0 else { return nil }
    return "\(excess) millionths of a unit more than \(unitsPerSecond) a second allow were taken "
      + "at \(excessAt - start) \u{B5}s"
  }
}
