import EventSourcing
import TerminalScreen

/// Screen 2: the aggregates.
struct AggregatesView {
  let state: ExplorerState
  let layout: FrameLayout

  private static let columns = [
    ColumnLayout.Column(title: "AGGREGATE", width: 12, rank: 9, isFlexible: true),
    ColumnLayout.Column(title: "TYPE", width: 18, rank: 4),
    ColumnLayout.Column(title: "VERSION", width: 9, rank: 7, alignsRight: true),
    ColumnLayout.Column(title: "LAST EVENT", width: 12, rank: 3),
    ColumnLayout.Column(title: "COMMITTED", width: 19, rank: 5),
    ColumnLayout.Column(title: "UNSEEN", width: 7, rank: 6, alignsRight: true),
  ]

  /// The column at an offset from the left of the list.
  static func column(at offset: Int, width: Int) -> AggregateList.Column? {
    let rect = Rect(row: 0, column: 0, rows: 1, columns: width)
    return TableView(columns: columns, rect: rect).column(at: offset)
      .flatMap(AggregateList.Column.init(rawValue:))
  }

  func draw(into grid: inout Grid) {
    let list = state.aggregates
    let table = TableView(columns: Self.columns, rect: layout.content)
    let arrow = list.descending ? "▼" : "▲"
    let sorted = AggregateList.Column.allCases.filter { $0.order == list.order }.map(\.rawValue)
    table.drawHeadings(
      into: &grid, marked: list.column.rawValue,
      suffix: Dictionary(uniqueKeysWithValues: sorted.map { ($0, arrow) }))
    guard !list.rows.isEmpty else {
      return table.drawEmpty(state.aggregatesEmptiness, into: &grid)
    }
    for index in list.visible {
      table.drawRow(
        Self.entries(list.rows[index]), line: index - list.top, isSelected: index == list.selected,
        into: &grid)
    }
  }

  private static func entries(_ row: AggregateRow) -> [TableView.Entry] {
    let summary = row.summary
    return [
      TableView.Entry(text: String(decoding: summary.aggregateID.bytes.prefix(512), as: UTF8.self)),
      TableView.Entry(text: kind(of: summary.firstType), role: .quiet),
      TableView.Entry(text: Shown.count(summary.version)),
      summary.lastEventID.map {
        TableView.Entry(text: Shown.shortID("\($0)", columns: 12), role: .quiet)
      } ?? TableView.Entry(text: "missing", role: .bad),
      summary.lastCommittedAt.map { TableView.Entry(text: Shown.dateTime($0), role: .quiet) }
        ?? TableView.Entry(text: "see cqrs verify", role: .bad),
      TableView.Entry(
        text: row.pending == 0 ? "" : Shown.count(Int64(row.pending)), role: .warning),
    ]
  }

  /// The aggregate's kind, guessed from its first event: `account` of `ACCOUNT_CREATED`.
  static func kind(of type: EventType) -> String {
    let text = type.description
    let words = text.split(separator: "_")
    guard words.count > 1, let first = words.first else { return text }
    return first.lowercased()
  }
}
