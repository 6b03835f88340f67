import EventExplorer
import EventSourcing

/// The events in the order of commits, each with where the index puts it and by how much that moves it.
struct CommitsExport: ExportSource {
  private let table: any EventTable
  private let order: StreamOrder
  private var rows: SkewRows
  private var position: Int64 = 0
  private(set) var total: Int64 = 0
  private(set) var lost: Int64 = 0

  init(table: any EventTable, stream: any StreamTable) {
    (self.table, order) = (table, stream.order)
    rows = SkewRows(table: table, stream: stream, keepsOrder: false)
  }

  let columns =
    [
      EventColumns.position, EventColumns.committed,
      ExportColumn(name: "moved", title: "MOVED", width: 6, alignsRight: true),
      EventColumns.missed,
      ExportColumn(name: "indexKey", title: "KEY IN THE INDEX", width: 27),
      ExportColumn(name: "row", title: "ROW", width: 10, alignsRight: true),
      EventColumns.visible, EventColumns.lag, EventColumns.shard,
    ] + EventColumns.columns

  mutating func begin(_ run: ExportRun) throws { total = try table.lastPosition() }

  mutating func next() throws -> [ExportRow]? {
    guard position < total else { return nil }
    let count = min(Self.piece, total - position)
    let read = try rows.read(first: position + 1, count: Int(count))
    position += count
    lost += count - Int64(read.lazy.compactMap(\.self).count)
    return read.compactMap { $0.map(row) }
  }

  private func row(_ row: SkewRow) -> ExportRow {
    let recorded = row.recorded
    let place = row.place
    return ExportRow(
      values: [
        .number(recorded.position), .time(recorded.committedAt),
        place.map { .number(Int64($0.displacement)) } ?? .none, .flag(place?.isMissed ?? false),
        place.map { key($0.key) } ?? .none, place.map { .number($0.row) } ?? .none,
        ExportValue(place?.visibleAt), ExportValue(length: row.lag), EventColumns.shard(recorded),
      ] + EventColumns.values(recorded.event),
      event: recorded.event)
  }

  /// What the index sorts by: the order of these texts, or numbers, is its order.
  private func key(_ key: StreamKey) -> ExportValue {
    order == .eventID ? .text(ArraySlice("\(key.eventID)".utf8)) : .number(key.number)
  }
}
