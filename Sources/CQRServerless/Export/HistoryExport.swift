import EventSourcing
import VirtualTime

/// An aggregate's events by version.
struct HistoryExport: ExportSource {
  private let aggregate: AggregateID
  private let table: any EventTable
  private let stream: any StreamTable
  private var version: AggregateVersion = 0
  private(set) var total: Int64 = 0

  init(_ aggregate: AggregateID, table: any EventTable, stream: any StreamTable) {
    (self.aggregate, self.table, self.stream) = (aggregate, table, stream)
  }

  let columns =
    [
      EventColumns.committed,
      ExportColumn(name: "isVisible", title: "SHOWN", width: 5),
      EventColumns.visible, EventColumns.lag, EventColumns.missed, EventColumns.shard,
      EventColumns.position,
    ] + EventColumns.columns

  mutating func begin(_ run: ExportRun) throws {
    let query = AggregateQuery(prefix: aggregate.bytes, limit: 1)
    let first = try table.aggregates(query).first
    total = first?.aggregateID == aggregate ? first?.version ?? 0 : 0
  }

  mutating func next() throws -> [ExportRow]? {
    guard version < total else { return nil }
    let page = try table.page(
      of: aggregate, from: version + 1, limit: Int(min(Self.piece, total - version)))
    guard let last = page.last else { return nil }
    version = last.event.aggregateVersion
    let seen = try stream.rows(ofPositions: page.map(\.position))
    return page.map { recorded in
      let row = seen[recorded.position]
      let lag = row?.visibleAt.map { $0 - recorded.committedAt }
      return ExportRow(
        values: [
          .time(recorded.committedAt), .flag(row != nil), ExportValue(row?.visibleAt),
          ExportValue(length: lag), .flag(row?.isBehindCheckpoint ?? false),
          EventColumns.shard(recorded), .number(recorded.position),
        ] + EventColumns.values(recorded.event),
        event: recorded.event)
    }
  }
}
