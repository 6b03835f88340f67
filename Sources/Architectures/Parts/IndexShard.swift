import DequeModule
public import VirtualTime

/// One partition key of a global secondary index: it applies what the table sends it at a limited
/// rate, and shows each entry a little later still.
///
/// Writes wait in a backlog and are applied in the order in which they came, so many units a second and
/// no more. From there each entry takes a delay of its own: entries do **not** become visible in order,
/// not even those of one aggregate. (An ordered queue behind the delay's long tail would hold everything
/// up behind one slow entry; measurements of DynamoDB show no such thing.) When the backlog is long, the
/// table has to refuse writes for this shard: the index's back-pressure
/// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/gsi-throttling.html>).
///
/// That a partition key stays one partition is the settled state: DynamoDB does not split an item
/// collection whose sort key only grows.
public struct IndexShard: Sendable {
  /// Its number: 1 to N, or 0 for events stored without a shard.
  public let number: Int
  /// Write units that it applies in a second.
  public let unitsPerSecond: Int64
  /// Write units that wait to be applied.
  public private(set) var backlogUnits: Int64 = 0
  /// Entries that are applied and not visible yet.
  public internal(set) var entriesInFlight = 0
  /// Write units applied so far.
  public private(set) var appliedUnits: Int64 = 0
  /// Entries that became visible so far.
  public internal(set) var visibleEntries: Int64 = 0
  /// Attempts refused because of its backlog.
  public internal(set) var throttledAttempts: Int64 = 0

  private var backlog = Deque<(write: StreamWrite, arrived: Instant)>()
  private let lag: LatencyCurve
  private let savedMicroseconds: Int64
  private var random: SeededRandom
  /// When the units of all that was applied have flowed in, and the part of a microsecond that division
  /// left over.
  private var paidAt: Instant
  private var paidRemainder: Int64 = 0
  private var tally: RateTally

  /// Creates an idle shard.
  /// - Parameters:
  ///   - number: Its number, from 0.
  ///   - unitsPerSecond: Write units that it applies in a second, 1 to 1,000,000.
  ///   - savedSeconds: For how many seconds of idleness it can make up at once (burst capacity).
  ///   - lag: How long an applied entry takes to become visible.
  ///   - start: The instant at which it is idle.
  ///   - random: Its own source of chance.
  public init(
    number: Int, unitsPerSecond: Int64, savedSeconds: Int64 = 0, lag: LatencyCurve, start: Instant,
    random: SeededRandom
  ) {
    precondition((1...1_000_000).contains(unitsPerSecond), "\(unitsPerSecond) units a second")
    self.number = number
    self.unitsPerSecond = unitsPerSecond
    self.lag = lag
    self.random = random
    savedMicroseconds = savedSeconds * 1_000_000
    paidAt = start
    tally = RateTally(
      unitsPerSecond: unitsPerSecond, keptUnits: savedSeconds * unitsPerSecond, start: start)
  }

  /// Entries that wait to be applied.
  public var waitingEntries: Int64 { Int64(backlog.count) }

  /// Takes a write into the backlog.
  public mutating func enqueue(_ write: StreamWrite, at now: Instant) {
    backlog.append((write, now))
    backlogUnits += write.units
  }

  /// When it applies its next write, stalls not counted; nil if none waits.
  public var nextApplication: Instant? {
    guard let first = backlog.first else { return nil }
    return max(first.arrived, paidAt.advanced(byMicroseconds: -savedMicroseconds))
  }

  /// Applies the write that is first in the backlog.
  /// - Parameter instant: When it is applied: ``nextApplication``, or the end of a stall after it.
  /// - Returns: The write, and the instant at which its entry becomes visible; nil if none waits.
  public mutating func applyFirst(
    at instant: Instant
  ) -> (write: StreamWrite, visibleAt: Instant)? {
    guard let (write, _) = backlog.popFirst() else { return nil }
    backlogUnits -= write.units
    appliedUnits += write.units
    entriesInFlight += 1
    // A write begins when all before it are paid, and pays for itself afterwards.
    tally.take(write.units, needing: 0, at: instant)
    if instant > paidAt {
      paidAt = instant
      paidRemainder = 0
    }
    let cost = write.units * 1_000_000 + paidRemainder
    paidAt = paidAt.advanced(byMicroseconds: cost / unitsPerSecond)
    paidRemainder = cost % unitsPerSecond
    return (write, instant.advanced(byMicroseconds: lag.draw(&random)))
  }

  /// What is wrong with its counters or its pace, in words; empty in a sound shard.
  package var violations: [String] {
    var violations: [String] = []
    let waiting = backlog.reduce(0) { $0 + $1.write.units }
    if waiting != backlogUnits {
      violations.append("shard \(number) counts \(backlogUnits) units, \(waiting) wait")
    }
    if zip(backlog, backlog.dropFirst()).contains(where: { $0.arrived > $1.arrived }) {
      violations.append("shard \(number)'s backlog is not in the order of arrival")
    }
    if let violation = tally.violation {
      violations.append("shard \(number) applied too fast: \(violation)")
    }
    return violations
  }
}
