import Architectures
import EventSourcing
import VirtualTime

/// What the live display shows of rates and lags: second by second of the store's time, and over a
/// window of ten.
struct LiveStatistics: Sendable {
  /// How many seconds the history of the lag goes back.
  static let historySeconds = 60

  /// How long a part is said to refuse after it did, in seconds.
  private static let refusingSeconds = 10

  /// What is counted of a part of the cloud.
  private struct Part {
    var number: Int
    var lag = SlidingHistogram()
    /// The greatest lag of the second that is being counted, and of each second before.
    var greatestLag: Int64?
    var lagHistory = [Int64?](repeating: nil, count: LiveStatistics.historySeconds)
    var passedBefore: Int64?
    var passedPerSecond = 0
    var refusedBefore: Int64 = 0
    /// Full seconds since something was refused.
    var secondsWithoutRefusal = LiveStatistics.refusingSeconds
  }

  private var parts: [Part] = []
  private var second = SlidingHistogram()
  private var commits = 0

  /// The end of the second that is being counted.
  private(set) var secondEnd: Instant
  /// Commits of the last full second.
  private(set) var commitsPerSecond = 0
  /// The 99th percentile of the lag of each second, the newest last.
  private(set) var history = [Int64?](repeating: nil, count: historySeconds)

  /// The most that waited in one part at the end of a second.
  private(set) var longestBacklog: Int64 = 0

  /// Begins to count at an instant.
  init(start: Instant) {
    secondEnd = Instant(microseconds: (start.wholeSeconds + 1) * 1_000_000)
  }

  /// Counts a commit.
  mutating func committed() {
    commits += 1
  }

  /// Counts an entry that became visible.
  mutating func becameVisible(_ entry: StreamEntry) {
    let lag = entry.visibleAt - entry.committedAt
    let place = place(of: Int(entry.partition))
    parts[place].lag.record(lag)
    parts[place].greatestLag = max(parts[place].greatestLag ?? lag, lag)
    second.record(lag)
  }

  /// Closes the second that ends at ``secondEnd``.
  mutating func closeSecond(_ loads: [PartLoad]) {
    commitsPerSecond = commits
    commits = 0
    history.removeFirst()
    history.append(second.percentile(99))
    second = SlidingHistogram()
    for load in loads {
      let place = place(of: load.number)
      longestBacklog = max(longestBacklog, load.waiting)
      parts[place].passedPerSecond = Int(load.passed - (parts[place].passedBefore ?? load.passed))
      parts[place].passedBefore = load.passed
      let refused = load.refused > parts[place].refusedBefore
      parts[place].secondsWithoutRefusal =
        refused ? 0 : min(parts[place].secondsWithoutRefusal + 1, Self.refusingSeconds)
      parts[place].refusedBefore = load.refused
      parts[place].lag.closeSecond()
    }
    for place in parts.indices {
      parts[place].lagHistory.removeFirst()
      parts[place].lagHistory.append(parts[place].greatestLag)
      parts[place].greatestLag = nil
    }
    secondEnd = secondEnd.advanced(byMicroseconds: 1_000_000)
  }

  /// Whether nothing is left that the end of a second would change.
  var isStill: Bool {
    commits == 0 && commitsPerSecond == 0 && history.allSatisfy { $0 == nil } && second.isEmpty
      && parts.allSatisfy { part in
        part.lag.isEmpty && part.passedPerSecond == 0
          && part.secondsWithoutRefusal == Self.refusingSeconds
      }
  }

  /// Goes on at a later instant, over seconds in which nothing happened.
  mutating func skip(to now: Instant) {
    secondEnd = Instant(microseconds: (now.wholeSeconds + 1) * 1_000_000)
  }

  /// How a part of the cloud stands.
  func status(of load: PartLoad) -> PartStatus {
    let counted = parts.first { $0.number == load.number }
    return PartStatus(
      number: load.number, name: load.name, backlog: Int(load.waiting),
      lagMedian: counted?.lag.percentile(50), lag99th: counted?.lag.percentile(99),
      passedPerSecond: counted?.passedPerSecond ?? 0,
      passablePerSecond: load.passablePerSecond.map { Int($0) }, refused: load.refused,
      isRefusing: load.refused > (counted?.refusedBefore ?? 0)
        || (counted?.secondsWithoutRefusal ?? Self.refusingSeconds) < Self.refusingSeconds,
      isStalled: load.isStalled, lagHistory: counted?.lagHistory ?? [])
  }

  private mutating func place(of number: Int) -> Int {
    if let place = parts.firstIndex(where: { $0.number == number }) { return place }
    parts.append(Part(number: number))
    return parts.count - 1
  }
}
