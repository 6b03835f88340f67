import EventExplorer
import EventSourcing

/// The aggregates in an order, or those that match a pattern.
///
/// What is appended meanwhile may move an aggregate in an order that events change: it stands in the file
/// where it stood when it was come to.
struct AggregatesExport: ExportSource {
  private let table: any EventTable
  private let order: AggregateQuery.Order
  private let isDescending: Bool
  private let matcher: EventPattern.Matcher?
  private let pending: [AggregateID: Int]
  private var last: AggregateSummary?
  private var isOver = false
  private(set) var total: Int64 = 0

  /// Creates the list; `pending` tells how many events of each the index does not show yet.
  init(
    _ table: any EventTable, _ order: AggregateQuery.Order, isDescending: Bool,
    matching pattern: EventPattern?, pending: [AggregateID: Int]
  ) {
    (self.table, self.order, self.isDescending) = (table, order, isDescending)
    (matcher, self.pending) = (pattern?.matcher(), pending)
  }

  let columns = [
    ExportColumn(name: "aggregateId", title: "AGGREGATE", width: 36),
    ExportColumn(name: "aggregateVersion", title: "VERSION", width: 9, alignsRight: true),
    ExportColumn(name: "lastEventId", title: "LAST EVENT", width: 27),
    ExportColumn(name: "firstType", title: "FIRST TYPE", width: 18),
    ExportColumn(name: "lastCommittedAt", title: "COMMITTED", width: 24),
    ExportColumn(name: "unseen", title: "UNSEEN", width: 7, alignsRight: true),
  ]

  mutating func begin(_ run: ExportRun) throws { total = try table.totals().aggregates }

  mutating func next() throws -> [ExportRow]? {
    guard !isOver else { return nil }
    let page = try table.aggregates(
      AggregateQuery(
        order: order, descending: isDescending, after: last, limit: Int(Self.piece)))
    isOver = page.count < Int(Self.piece)
    last = page.last
    return page.filter { matcher?.matches($0) ?? true }.map { summary in
      ExportRow(values: [
        .text(summary.aggregateID.bytes), .number(summary.version),
        summary.lastEventID.map { .text(ArraySlice("\($0)".utf8)) } ?? .none,
        .text(summary.firstType.bytes),
        summary.lastCommittedAt.map(ExportValue.time) ?? .none,
        .number(Int64(pending[summary.aggregateID] ?? 0)),
      ])
    }
  }
}
