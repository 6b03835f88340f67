import EventExplorer
import EventSourcing
import VirtualTime

/// A part of the order of commits, and where the index puts each of its events among those about it.
///
/// It goes on from what it has: an event is read until the index shows it, and compared once with the
/// ``reach`` events on each side of it.
struct CommitOrder {
  /// How many events on each side of one its place is told among.
  static let reach = Int64(StreamRow.window)

  /// What the index shows of an event.
  private struct Entry {
    var isShown = false
    var isMissed = false
    /// How many that were committed before it stand after it.
    var overtaken: Int32 = 0
    /// How many that were committed after it stand before it.
    var overtaking: Int32 = 0
    var row: Int64 = 0
    var visibleAt: Instant?
  }

  private let stream: any StreamTable
  /// How many events are kept at most, but for those that are asked for at once.
  private let longest: Int
  private var entries: [Entry] = []
  /// What the index sorts each by, apart from the entries: they are what is gone through.
  private var keys: [StreamKey] = []
  private var first: Int64 = 1
  /// Rows of the stream up to this one are taken in.
  private var lastRow: Int64 = 0

  /// How many rows of the stream are read at a time.
  private static let piece = 2_000
  /// Beginning anew is cheaper than taking in more rows than this.
  private static let mostRows: Int64 = 20_000

  /// Creates an empty part.
  init(stream: any StreamTable, longest: Int = 16 * StreamRow.window) {
    self.stream = stream
    self.longest = longest
  }

  /// The positions it has.
  var positions: Range<Int64> { first..<first + Int64(entries.count) }

  /// Where the index puts the event at a position; nil if it does not show it.
  subscript(position: Int64) -> SkewRow.Place? {
    guard positions.contains(position) else { return nil }
    let index = Int(position - first)
    let entry = entries[index]
    guard entry.isShown else { return nil }
    return SkewRow.Place(
      key: keys[index], row: entry.row, visibleAt: entry.visibleAt, isMissed: entry.isMissed,
      displacement: Int(entry.overtaking - entry.overtaken))
  }

  /// Counts the event at a position, if the index shows it.
  func count(_ position: Int64, second: Int, in figures: inout SkewFigures) {
    guard positions.contains(position) else { return }
    let entry = entries[Int(position - first)]
    guard entry.isShown else { return }
    figures.count(
      displacement: Int(entry.overtaking - entry.overtaken), isInversion: entry.overtaken > 0,
      second: second)
  }

  // MARK: Reading

  /// Takes in these positions too, and what the index has come to show of those that it has.
  mutating func cover(_ range: ClosedRange<Int64>) throws {
    let isApart =
      range.lowerBound > positions.upperBound || range.upperBound < positions.lowerBound - 1
    let end = try stream.lastRow()
    if entries.isEmpty || isApart || end - lastRow > Self.mostRows {
      (entries, keys, first, lastRow) = ([], [], range.lowerBound, end)
    } else {
      if entries.count > longest { keep(range) }
      try takeRows()
    }
    if range.lowerBound < first { try insert(range.lowerBound...first - 1) }
    if range.upperBound >= positions.upperBound {
      try insert(positions.upperBound...range.upperBound)
    }
  }

  /// Forgets what was committed before a position.
  mutating func forget(before position: Int64) {
    let count = min(Int(position - first), entries.count)
    guard count > 0 else { return }
    entries.removeFirst(count)
    keys.removeFirst(count)
    first += Int64(count)
  }

  /// Forgets all but a range.
  private mutating func keep(_ range: ClosedRange<Int64>) {
    let count = max(0, min(Int(range.upperBound - first) + 1, entries.count))
    entries.removeLast(entries.count - count)
    keys.removeLast(keys.count - count)
    forget(before: range.lowerBound)
  }

  /// Takes in the rows that the stream has got since.
  private mutating func takeRows() throws {
    while true {
      let rows = try stream.rows(after: lastRow, limit: Self.piece)
      for row in rows { show(row) }
      lastRow = rows.last?.row ?? lastRow
      guard rows.count == Self.piece else { return }
    }
  }

  /// Takes in positions before or after those that it has.
  private mutating func insert(_ range: ClosedRange<Int64>) throws {
    let new = Array(repeating: Entry(), count: range.count)
    let none = Array(repeating: StreamKey(number: 0), count: range.count)
    let place = range.lowerBound < first ? 0 : entries.count
    entries.insert(contentsOf: new, at: place)
    keys.insert(contentsOf: none, at: place)
    first = min(first, range.lowerBound)
    for row in try stream.rows(ofPositions: Array(range)).values { show(row) }
  }

  /// Compares an event that the index shows with those about it.
  private mutating func show(_ row: StreamTableRow) {
    guard positions.contains(row.position) else { return }
    let index = Int(row.position - first)
    guard !entries[index].isShown else { return }
    let key = orderKey(row)
    let reach = Int(Self.reach)
    var entry = Entry(
      isShown: true, isMissed: row.isBehindCheckpoint, row: row.row, visibleAt: row.visibleAt)
    for other in max(0, index - reach)..<index where entries[other].isShown && keys[other] > key {
      entry.overtaken += 1
      entries[other].overtaking += 1
    }
    for other in index + 1..<min(entries.count, index + 1 + reach)
    where entries[other].isShown && keys[other] < key {
      entry.overtaking += 1
      entries[other].overtaken += 1
    }
    entries[index] = entry
    keys[index] = key
  }

  /// What the index sorts by: in a dense sequence, which has no other order than that of appearance, the row.
  private func orderKey(_ row: StreamTableRow) -> StreamKey {
    switch stream.order {
    case .eventID: row.key
    case .number: StreamKey(number: row.row)
    case .transaction: StreamKey(number: row.key.number)
    }
  }
}
