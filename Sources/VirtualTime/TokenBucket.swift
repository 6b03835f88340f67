/// A capacity of so many units a second: units flow in evenly, and what is not used is kept up to a
/// limit.
///
/// DynamoDB meters partitions this way: 1,000 write units a second each, and with burst capacity up to
/// 300 seconds of what was not used
/// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/burst-adaptive-capacity.html>).
public struct TokenBucket: Hashable, Sendable {
  /// Units that flow in a second, at least 1.
  public let unitsPerSecond: Int64
  /// The most units kept.
  public let capacity: Int64

  /// What is in the bucket, in millionths of a unit: what flows in within a microsecond is then whole.
  ///
  /// Negative: it is owed, and nothing is there before it has flowed in.
  var level: Int64
  private var filledAt: Instant
  private var tally: RateTally

  /// Creates a full bucket.
  /// - Parameters:
  ///   - unitsPerSecond: Units that flow in a second, 1 to 1,000,000.
  ///   - keptSeconds: How many seconds' units it holds, 1 to 3,600.
  ///   - start: The instant at which it is full.
  public init(unitsPerSecond: Int64, keptSeconds: Int64 = 1, start: Instant) {
    precondition((1...1_000_000).contains(unitsPerSecond), "\(unitsPerSecond) units a second")
    precondition((1...3600).contains(keptSeconds), "\(keptSeconds) seconds kept")
    self.unitsPerSecond = unitsPerSecond
    capacity = unitsPerSecond * keptSeconds
    level = capacity * 1_000_000
    filledAt = start
    tally = RateTally(unitsPerSecond: unitsPerSecond, keptUnits: capacity, start: start)
  }

  /// Whether `units` are there at `now`.
  public mutating func holds(_ units: Int64, at now: Instant) -> Bool {
    fill(at: now)
    return level >= units * 1_000_000
  }

  /// Takes units out, if they are there.
  /// - Returns: Whether they were; if not, nothing is taken.
  public mutating func take(_ units: Int64, at now: Instant) -> Bool {
    guard holds(units, at: now) else { return false }
    draw(units, needing: units, at: now)
    return true
  }

  /// Whether `units` can be owed at `now`: they are there, or the bucket is full.
  public mutating func canOwe(_ units: Int64, at now: Instant) -> Bool {
    holds(min(units, capacity), at: now)
  }

  /// Takes units out, even more than it ever holds: those wait for a full bucket, and nobody is
  /// given anything before the rest has flowed in too.
  /// - Returns: Whether they were taken.
  public mutating func takeOwing(_ units: Int64, at now: Instant) -> Bool {
    guard canOwe(units, at: now) else { return false }
    draw(units, needing: min(units, capacity), at: now)
    return true
  }

  /// When ``takeOwing(_:at:)`` will succeed, if nobody else takes anything before.
  public mutating func instant(ofOwing units: Int64, at now: Instant) -> Instant {
    fill(at: now)
    let short = min(units, capacity) * 1_000_000 - level
    guard short > 0 else { return now }
    return now.advanced(byMicroseconds: (short + unitsPerSecond - 1) / unitsPerSecond)
  }

  private mutating func draw(_ units: Int64, needing needed: Int64, at now: Instant) {
    level -= units * 1_000_000
    tally.take(units, needing: needed, at: now)
  }

  /// The whole units that are there at `now`.
  public mutating func units(at now: Instant) -> Int64 {
    fill(at: now)
    return max(0, level / 1_000_000)
  }

  /// What is wrong, in words: at some instant more was taken than it held.
  package var violation: String? { tally.violation }

  private mutating func fill(at now: Instant) {
    guard now > filledAt else { return }
    let full = capacity * 1_000_000
    let (inflow, overflows) = (now - filledAt).multipliedReportingOverflow(by: unitsPerSecond)
    level = overflows || inflow >= full - level ? full : level + inflow
    filledAt = now
  }
}
