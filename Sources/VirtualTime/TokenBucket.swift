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
  private var level: Int64
  private var filledAt: Instant
  private let start: Instant
  /// The units taken out so far.
  public private(set) var taken: Int64 = 0

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
    self.start = start
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
    level -= units * 1_000_000
    taken += units
    return true
  }

  /// The whole units that are there at `now`.
  public mutating func units(at now: Instant) -> Int64 {
    fill(at: now)
    return level / 1_000_000
  }

  /// What is wrong, in words: more was taken than it held at first and what flowed in since.
  package func violation(at now: Instant) -> String? {
    let (inflow, overflows) = (now - start).multipliedReportingOverflow(by: unitsPerSecond)
    guard !overflows, taken > capacity + (inflow + 999_999) / 1_000_000 else { return nil }
    return "\(taken) units were taken of \(capacity + inflow / 1_000_000)"
  }

  private mutating func fill(at now: Instant) {
    guard now > filledAt else { return }
    let full = capacity * 1_000_000
    let (inflow, overflows) = (now - filledAt).multipliedReportingOverflow(by: unitsPerSecond)
    level = overflows || inflow >= full - level ? full : level + inflow
    filledAt = now
  }
}
