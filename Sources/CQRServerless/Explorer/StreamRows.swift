import EventExplorer
import EventSourcing

/// Reads rows of the global stream, each with how far it came too late.
///
/// It keeps the ids of the rows read last: following the stream, and going through it, read each row
/// once.
struct StreamRows {
  let table: any EventTable
  let index: any IndexTable

  /// Ids of the rows from ``firstKept`` on.
  private var kept: [KSUID] = []
  private var firstKept: Int64 = 1
  private static let longest = 16 * StreamRow.window

  init(table: any EventTable, index: any IndexTable) {
    self.table = table
    self.index = index
  }

  /// Rows from `first` on.
  mutating func read(first: Int64, count: Int) throws -> [StreamRow] {
    guard count > 0 else { return [] }
    let rows = try keep(first: first, count: count)
    let positions = rows.map(\.position)
    var events: [Int64: RecordedEvent] = [:]
    events.reserveCapacity(positions.count)
    for recorded in try table.page(atPositions: positions) { events[recorded.position] = recorded }
    return rows.compactMap { row in
      events[row.position].map { recorded in
        StreamRow(
          row: row.row, recorded: recorded, visibleAt: row.visibleAt,
          isMissed: row.isBehindCheckpoint, displacement: displacement(of: row.row))
      }
    }
  }

  /// Reads the rows, and the ids of those before them that are not kept.
  private mutating func keep(first: Int64, count: Int) throws -> [IndexRow] {
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
    let rows = try index.rows(after: from - 1, limit: count + Int(first - from))
    for row in rows where row.row == firstKept + Int64(kept.count) { kept.append(row.eventID) }
    return rows.filter { $0.row >= first }
  }

  /// How many of the rows before one have a greater id.
  private func displacement(of row: Int64) -> Int {
    let place = Int(row - firstKept)
    guard kept.indices.contains(place) else { return 0 }
    let id = kept[place]
    var count = 0
    for before in kept[max(0, place - StreamRow.window)..<place] where before > id { count += 1 }
    return count
  }
}
