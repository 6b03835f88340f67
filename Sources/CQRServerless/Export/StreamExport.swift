import EventExplorer
import EventSourcing

/// The stream, or what a filter lets through of it, in the order in which it appeared.
struct StreamExport: ExportSource {
  private var found: FoundRows
  private var rows: StreamRows
  /// The number of the next row among those found.
  private var number: Int64 = 1
  private(set) var lost: Int64 = 0

  init(_ found: FoundRows) {
    self.found = found
    rows = StreamRows(table: found.table, stream: found.stream)
  }

  let columns =
    [
      ExportColumn(name: "row", title: "ROW", width: 10, alignsRight: true),
      EventColumns.visible, EventColumns.committed, EventColumns.lag, EventColumns.shard,
      EventColumns.position,
      ExportColumn(name: "placesLate", title: "LATE", width: 5, alignsRight: true),
      EventColumns.missed,
    ] + EventColumns.columns

  var total: Int64 { found.count }

  mutating func begin(_ run: ExportRun) throws { try found.find(run) }

  mutating func next() throws -> [ExportRow]? {
    let wanted = found.rows(from: number, limit: Int(Self.piece))
    guard !wanted.isEmpty else { return nil }
    number += Int64(wanted.count)
    let read = try rows.read(wanted)
    lost += Int64(wanted.count - read.lazy.compactMap(\.self).count)
    return read.compactMap { $0.map(Self.row) }
  }

  private static func row(_ row: StreamRow) -> ExportRow {
    let recorded = row.recorded
    return ExportRow(
      values: [
        .number(row.row), ExportValue(row.visibleAt), .time(recorded.committedAt),
        ExportValue(length: row.lag), EventColumns.shard(recorded), .number(recorded.position),
        .number(Int64(row.displacement)), .flag(row.isMissed),
      ] + EventColumns.values(recorded.event),
      event: recorded.event)
  }
}

/// The same events in the order of commits: what `cqrs import` takes, for no version stands before an earlier
/// one.
struct CommittedStreamExport: ExportSource {
  private var found: FoundRows
  private var position: Int64 = 0
  private var last: Int64 = 0
  private(set) var lost: Int64 = 0

  init(_ found: FoundRows) { self.found = found }

  let columns = EventColumns.columns

  var total: Int64 { found.count }

  mutating func begin(_ run: ExportRun) throws {
    try found.find(run)
    last = try found.table.lastPosition()
  }

  mutating func next() throws -> [ExportRow]? {
    guard position < last else { return nil }
    let wanted = position + 1...min(last, position + Self.piece)
    position = wanted.upperBound
    let page = try found.table.page(atPositions: Array(wanted))
    lost += Int64(wanted.count - page.count)
    let seen = try found.stream.rows(ofPositions: page.map(\.position))
    return page.filter { seen[$0.position].map { found.contains($0.row) } ?? false }.map {
      ExportRow(values: EventColumns.values($0.event), event: $0.event)
    }
  }
}

/// The rows of the stream that are exported: all that there are now, or those that a filter lets through.
struct FoundRows {
  let table: any EventTable
  let stream: any StreamTable
  private let filter: StreamFilter?
  private var last: Int64 = 0
  private var matches: MatchedRows?

  init(_ filter: StreamFilter?, table: any EventTable, stream: any StreamTable) {
    (self.filter, self.table, self.stream) = (filter, table, stream)
  }

  /// Looks through the stream as it is now.
  mutating func find(_ run: ExportRun) throws {
    last = try stream.lastRow()
    guard let filter else { return }
    let filtered = FilteredStream(number: 0, filter, table: table, stream: stream)
    try filtered.look(isCancelled: { run.isCancelled() }) { progress in
      run.tell(.looking(progress.scanned, of: progress.total))
    }
    matches = filtered.found
    try run.checkCancelled()
  }

  /// How many there are.
  var count: Int64 { matches?.count ?? last }

  /// The rows from a number on, from 1; at most `limit`.
  func rows(from number: Int64, limit: Int) -> [Int64] {
    guard let matches else {
      return number > last ? [] : Array(number...min(last, number + Int64(limit) - 1))
    }
    return matches.rows(from: number, limit: limit)
  }

  /// Whether a row is one of them.
  func contains(_ row: Int64) -> Bool { matches?.contains(row) ?? (row <= last) }
}
