import EventExplorer
import EventSourcing

/// Reads rows of the global stream, each with how far it came too late.
///
/// It keeps the keys of the rows read last: following the stream, and going through it, read each row
/// once.
struct StreamRows {
  let table: any EventTable
  let stream: any StreamTable

  /// What the rows from ``firstKept`` on are sorted by.
  private var kept: [StreamKey] = []
  private var firstKept: Int64 = 1
  private static let longest = 16 * StreamRow.window

  init(table: any EventTable, stream: any StreamTable) {
    self.table = table
    self.stream = stream
  }

  /// Rows from `first` on; nil for one that the store has lost.
  mutating func read(first: Int64, count: Int) throws -> [StreamRow?] {
    guard count > 0 else { return [] }
    let rows = try keep(first: first, count: count)
    let positions = rows.map(\.position)
    var events: [Int64: RecordedEvent] = [:]
    events.reserveCapacity(positions.count)
    for recorded in try table.page(atPositions: positions) { events[recorded.position] = recorded }
    let wanted = first + Int64(count) - 1
    let last = rows.count == count ? wanted : min(wanted, try stream.lastRow())
    guard first <= last else { return [] }
    var read = [StreamRow?](repeating: nil, count: Int(last - first) + 1)
    for row in rows where row.row <= last {
      read[Int(row.row - first)] = events[row.position].map { recorded in
        StreamRow(
          row: row.row, recorded: recorded, visibleAt: row.visibleAt,
          isMissed: row.isBehindCheckpoint, displacement: displacement(of: row.row))
      }
    }
    return read
  }

  /// The rows of these numbers, which ascend; nil for one that the store has lost.
  mutating func read(_ numbers: [Int64]) throws -> [StreamRow?] {
    // What stands together is read together.
    var rows: [StreamRow?] = []
    rows.reserveCapacity(numbers.count)
    var start = 0
    while start < numbers.count {
      var end = start + 1
      while end < numbers.count, numbers[end] == numbers[end - 1] + 1 { end += 1 }
      rows += try read(first: numbers[start], count: end - start)
      start = end
    }
    return rows
  }

  /// Reads the rows, and the keys of those before them that are not kept.
  private mutating func keep(first: Int64, count: Int) throws -> [StreamTableRow] {
    let start = max(1, first - Int64(StreamRow.window))
    let end = firstKept + Int64(kept.count)
    var from = first
    if start < firstKept || start > end || kept.count > Self.longest {
      kept = []
      firstKept = start
      from = start
    } else if first > end {
      from = end
    }
    let rows = try stream.rows(after: from - 1, limit: count + Int(first - from))
    for row in rows where row.row >= firstKept + Int64(kept.count) {
      // Nothing comes too late for what is lost.
      while firstKept + Int64(kept.count) < row.row { kept.append(StreamKey(number: 0)) }
      kept.append(orderKey(row))
    }
    return rows.filter { $0.row >= first }
  }

  /// What tells that a row came too late: its key; in a dense sequence, which has no other order than that of
  /// appearance, the position of its commit.
  private func orderKey(_ row: StreamTableRow) -> StreamKey {
    switch stream.order {
    case .eventID: row.key
    case .number: StreamKey(number: row.position)
    case .transaction: StreamKey(number: row.key.number)
    }
  }

  /// How many of the rows before one have a greater key.
  private func displacement(of row: Int64) -> Int {
    let place = Int(row - firstKept)
    guard kept.indices.contains(place) else { return 0 }
    let key = kept[place]
    var count = 0
    for before in kept[max(0, place - StreamRow.window)..<place] where before > key { count += 1 }
    return count
  }
}
