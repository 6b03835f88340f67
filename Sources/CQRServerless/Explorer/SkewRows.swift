import EventExplorer
import EventSourcing
import VirtualTime

/// Reads events in the order of commits with the place that the index gives each, and how the two orders
/// compare of late.
///
/// It keeps the newest events for the figures, and those about the last rows that were read elsewhere.
struct SkewRows {
  private let table: any EventTable
  /// Whether the index is promised to keep the order of commits.
  private let keepsOrder: Bool
  private var newest: CommitOrder
  private var elsewhere: CommitOrder
  /// The seconds in which the newest were committed, from the first of them on; nil for a lost one.
  private var seconds: [Int64?] = []
  private var firstSecond: Int64 = 0
  /// Whether more of the minute is to be taken in.
  private var isShort = false

  /// How many events are taken in at a time: more would keep other reads waiting.
  private static let piece: Int64 = 2_000
  /// How far back the figures go at the beginning, if the minute does.
  private static let wanted = 10_000
  /// How many events the figures are of at most: a minute of a thousand a second, and some.
  private static let longest = 72_000

  init(table: any EventTable, stream: any StreamTable, keepsOrder: Bool) {
    self.table = table
    self.keepsOrder = keepsOrder
    newest = CommitOrder(stream: stream, longest: .max)
    elsewhere = CommitOrder(stream: stream)
  }

  // MARK: Rows

  /// Events from position `first` on; nil for one that the store has lost.
  mutating func read(first: Int64, count: Int) throws -> [SkewRow?] {
    let end = try table.lastPosition()
    let last = min(first + Int64(count) - 1, end)
    guard first >= 1, first <= last else { return [] }
    let about =
      max(1, first - CommitOrder.reach)...min(end, last + CommitOrder.reach)
    let isNew =
      newest.positions.contains(about.lowerBound)
      && about.upperBound - newest.positions.upperBound < Self.piece
    if isNew { try newest.cover(about) } else { try elsewhere.cover(about) }
    let order = isNew ? newest : elsewhere
    var rows = [SkewRow?](repeating: nil, count: Int(last - first) + 1)
    for recorded in try table.page(atPositions: Array(first...last)) {
      rows[Int(recorded.position - first)] = SkewRow(
        recorded: recorded, place: order[recorded.position])
    }
    return rows
  }

  // MARK: Figures

  /// How the orders compare in the minute before an instant, or before the last commit.
  mutating func figures(now: Instant) throws -> SkewFigures {
    let end = try table.lastPosition()
    guard end > 0 else { return SkewFigures(end: now, keepsOrder: keepsOrder) }
    try takeNewest(through: end)
    try readSeconds()
    guard let lastCommit = seconds.last(where: { $0 != nil }) ?? nil else {
      return SkewFigures(end: now, keepsOrder: keepsOrder)
    }
    let length = Int64(SkewFigures.seconds)
    let isMoving = now.wholeSeconds - lastCommit < length
    let lastSecond = isMoving ? max(now.wholeSeconds, lastCommit) : lastCommit
    let firstSecond = lastSecond - length + 1
    var figures = SkewFigures(
      end: Instant(microseconds: lastSecond * 1_000_000), isMoving: isMoving,
      keepsOrder: keepsOrder)
    // A second of which only the end was read is not known.
    let known = seconds.lazy.compactMap(\.self).first.map {
      newest.positions.lowerBound > 1 ? $0 + 1 : $0
    }
    for place in figures.inversions.indices where firstSecond + Int64(place) >= known ?? .max {
      figures.inversions[place] = 0
    }
    for (index, second) in seconds.enumerated().reversed() {
      guard let second else { continue }
      guard second >= firstSecond else { break }
      newest.count(
        self.firstSecond + Int64(index), second: Int(second - firstSecond), in: &figures)
    }
    figures.lastShown = newest.positions.reversed().first { newest[$0] != nil }
    let full = figures.inversions.count - (isMoving ? 2 : 1)
    figures.inversionsPerSecond = figures.inversions[full]
    isShort =
      newest.positions.lowerBound > 1 && newest.positions.count < Self.wanted
      && known ?? firstSecond > firstSecond
    figures.isPartial = isShort
    return figures
  }

  /// Takes in what was committed since, and a piece of what was before as long as there is too little.
  private mutating func takeNewest(through end: Int64) throws {
    let known = newest.positions
    if known.isEmpty || end - known.upperBound > Self.piece {
      return try newest.cover(max(1, end - Self.piece + 1)...end)
    }
    var first = known.lowerBound
    if isShort { first = max(1, first - Self.piece) }
    if first <= end { try newest.cover(first...max(end, known.upperBound - 1)) }
    if newest.positions.count > Self.longest {
      newest.forget(before: newest.positions.lowerBound + Int64(Self.longest / 8))
    }
  }

  /// Reads when the newest were committed, as far as that is not known.
  private mutating func readSeconds() throws {
    let wanted = newest.positions
    let known = firstSecond..<firstSecond + Int64(seconds.count)
    guard known.overlaps(wanted) else {
      (seconds, firstSecond) = (try secondsOfCommits(wanted), wanted.lowerBound)
      return
    }
    seconds.removeLast(max(0, Int(known.upperBound - wanted.upperBound)))
    if firstSecond < wanted.lowerBound {
      seconds.removeFirst(Int(wanted.lowerBound - firstSecond))
    } else if firstSecond > wanted.lowerBound {
      seconds = try secondsOfCommits(wanted.lowerBound..<firstSecond) + seconds
    }
    firstSecond = wanted.lowerBound
    seconds += try secondsOfCommits(firstSecond + Int64(seconds.count)..<wanted.upperBound)
  }

  private func secondsOfCommits(_ positions: Range<Int64>) throws -> [Int64?] {
    guard !positions.isEmpty else { return [] }
    var seconds = [Int64?](repeating: nil, count: positions.count)
    for recorded in try table.page(atPositions: Array(positions)) {
      seconds[Int(recorded.position - positions.lowerBound)] = recorded.committedAt.wholeSeconds
    }
    return seconds
  }
}
