import Architectures
import EventSourcing
import VirtualTime

/// What the live display shows of rates and lags: second by second of the store's time, and over a
/// window of ten.
struct LiveStatistics: Sendable {
  /// How many seconds the history of the lag goes back.
  static let historySeconds = 60

  private struct Shard {
    var number: Int
    var lag = SlidingHistogram()
    var appliedBefore: Int64 = 0
    var unitsPerSecond = 0
  }

  private var shards: [Shard] = []
  private var second = SlidingHistogram()
  private var commits = 0

  /// The end of the second that is being counted.
  private(set) var secondEnd: Instant
  /// Commits of the last full second.
  private(set) var commitsPerSecond = 0
  /// The 99th percentile of the lag of each second, the newest last.
  private(set) var history = [Int64?](repeating: nil, count: historySeconds)

  /// Begins to count at an instant.
  init(start: Instant) {
    secondEnd = Instant(microseconds: (start.wholeSeconds + 1) * 1_000_000)
  }

  /// Counts a commit.
  mutating func committed() {
    commits += 1
  }

  /// Counts an entry that became visible.
  mutating func becameVisible(_ entry: IndexEntry) {
    let lag = entry.visibleAt - entry.committedAt
    shards[place(ofShard: entry.shard)].lag.record(lag)
    second.record(lag)
  }

  /// Closes the second that ends at ``secondEnd``.
  mutating func closeSecond(_ cloud: DynamoDBWithKSUIDs) {
    commitsPerSecond = commits
    commits = 0
    history.removeFirst()
    history.append(second.percentile(99))
    second = SlidingHistogram()
    for shard in cloud.shards {
      let place = place(ofShard: shard.number)
      shards[place].unitsPerSecond = Int(shard.appliedUnits - shards[place].appliedBefore)
      shards[place].appliedBefore = shard.appliedUnits
      shards[place].lag.closeSecond()
    }
    secondEnd = secondEnd.advanced(byMicroseconds: 1_000_000)
  }

  /// Whether nothing is left that the end of a second would change.
  var isStill: Bool {
    commits == 0 && commitsPerSecond == 0 && history.allSatisfy { $0 == nil } && second.isEmpty
      && shards.allSatisfy { $0.lag.isEmpty && $0.unitsPerSecond == 0 }
  }

  /// Goes on at a later instant, over seconds in which nothing happened.
  mutating func skip(to now: Instant) {
    secondEnd = Instant(microseconds: (now.wholeSeconds + 1) * 1_000_000)
  }

  /// How a shard stands.
  func status(
    of shard: IndexShard, isStalled: Bool
  ) -> IndexShardStatus {
    let counted = shards.first { $0.number == shard.number }
    return IndexShardStatus(
      shard: shard.number, backlog: Int(shard.backlogUnits) + shard.entriesInFlight,
      lagMedian: counted?.lag.percentile(50), lag99th: counted?.lag.percentile(99),
      unitsPerSecond: counted?.unitsPerSecond ?? 0, throttled: shard.throttledAppends,
      isStalled: isStalled)
  }

  private mutating func place(ofShard number: Int) -> Int {
    if let place = shards.firstIndex(where: { $0.number == number }) { return place }
    shards.append(Shard(number: number))
    return shards.count - 1
  }
}
