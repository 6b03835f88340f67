import EventSourcing
import TerminalScreen
import VirtualTime

/// Screen 1: the tail of the global stream, and the lag of every index shard.
struct LiveView {
  let state: ExplorerState
  let layout: FrameLayout

  private static let columns = [
    ColumnLayout.Column(title: "COMMITTED", width: 11, rank: 1),
    ColumnLayout.Column(title: "VISIBLE", width: 11, rank: 4),
    ColumnLayout.Column(title: "LAG", width: 6, rank: 6, alignsRight: true),
    ColumnLayout.Column(title: "SHARD", width: 8, rank: 3),
    ColumnLayout.Column(title: "EVENT ID", width: 12, rank: 9),
    ColumnLayout.Column(title: "AGGREGATE", width: 12, rank: 2),
    ColumnLayout.Column(title: "V", width: 4, rank: 5, alignsRight: true),
    ColumnLayout.Column(title: "TYPE", width: 17, rank: 7, isFlexible: true),
    ColumnLayout.Column(title: "ORDER", width: 7, rank: 8),
  ]

  private static let shardColumn = 3

  func draw(into grid: inout Grid) {
    let parts = LiveLayout(layout, showsPane: state.showsPane)
    if !parts.list.isEmpty { drawList(parts.list, into: &grid) }
    if parts.hasBoth {
      grid.drawVerticalLine(
        row: parts.pane.row, column: parts.pane.column - 1, rows: parts.pane.size.rows)
    }
    if !parts.pane.isEmpty {
      PaneView(status: state.status, movesStream: state.subject.movesStream, rect: parts.pane)
        .draw(into: &grid)
    }
  }

  private func drawList(_ rect: Rect, into grid: inout Grid) {
    let shown = Self.columns.indices.filter { $0 != Self.shardColumn || state.subject.hasShards }
    let table = TableView(columns: shown.map { Self.columns[$0] }, rect: rect)
    table.drawHeadings(into: &grid)
    let stream = state.stream
    guard let visible = stream.visible, !stream.isBlank else {
      return table.drawEmpty(state.streamEmptiness, into: &grid)
    }
    for number in visible {
      let line = Int(number - visible.lowerBound)
      let isSelected = number == stream.shown.selected
      let entries =
        stream[number].map(Self.entries) ?? (stream.isLost(number) ? Self.lostEntries : nil)
      table.drawRow(
        entries.map { entries in shown.map { entries[$0] } } ?? [], line: line,
        isSelected: isSelected, into: &grid)
    }
  }

  /// What stands for an event that the store has lost.
  private static let lostEntries = columns.map { column in
    let texts = ["EVENT ID": "missing", "TYPE": "see cqrs verify"]
    return TableView.Entry(text: texts[column.title] ?? "", role: .bad)
  }

  private static func entries(_ row: StreamRow) -> [TableView.Entry] {
    let recorded = row.recorded
    let event = recorded.event
    let orderRole: Style.Role = row.isMissed ? .bad : .warning
    let isLate = row.isDisordered
    return [
      TableView.Entry(text: Shown.timeOfDay(recorded.committedAt, hundredths: true), role: .quiet),
      TableView.Entry(
        text: row.visibleAt.map { Shown.timeOfDay($0, hundredths: true) } ?? "stored", role: .quiet),
      TableView.Entry(text: Shown.length(row.lag), role: lagRole(row.lag)),
      TableView.Entry(text: shardName(recorded.shard), role: .quiet),
      TableView.Entry(
        text: Shown.shortID("\(event.eventID)", columns: 12), role: isLate ? orderRole : .normal),
      TableView.Entry(
        text: Shown.shortID(
          String(decoding: event.aggregateID.bytes.prefix(64), as: UTF8.self), columns: 12)),
      TableView.Entry(text: String(event.aggregateVersion), role: .quiet),
      TableView.Entry(text: event.eventType.description),
      TableView.Entry(text: orderText(row), role: orderRole, isBold: true),
    ]
  }

  /// How far an event came too late, and whether it was missed.
  static func orderText(_ row: StreamRow) -> String {
    let places =
      row.displacement >= StreamRow.window ? "\(StreamRow.window)+" : "\(row.displacement)"
    return (row.isMissed ? "✗" : "") + (row.displacement > 0 ? "↑" + places : "")
  }

  static func lagRole(_ lag: Int64?) -> Style.Role {
    switch lag ?? 0 {
    case ..<200_000: .normal
    case ..<1_000_000: .warning
    default: .bad
    }
  }

  /// The index shard's name: the value of `TYPE` in the table.
  static func shardName(_ shard: Int) -> String { shard == 0 ? "EVENT" : "EVENT_\(shard)" }
}
