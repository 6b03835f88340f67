import Architectures
import EventSourcing
import TerminalScreen
import VirtualTime

/// One aggregate: its events by version, what the index shows of them, the selected event, and the state
/// up to it.
struct HistoryView {
  let state: ExplorerState
  let layout: FrameLayout

  private static let columns = [
    ColumnLayout.Column(title: "V", width: 6, rank: 9, alignsRight: true),
    ColumnLayout.Column(title: "TYPE", width: 17, rank: 8, isFlexible: true),
    ColumnLayout.Column(title: "COMMITTED", width: 11, rank: 4),
    ColumnLayout.Column(title: "IN THE INDEX", width: 12, rank: 5),
    ColumnLayout.Column(title: "LAG", width: 6, rank: 6, alignsRight: true),
    ColumnLayout.Column(title: "SHARD", width: 8, rank: 2),
    ColumnLayout.Column(title: "EVENT ID", width: 27, rank: 3),
  ]

  func draw(into grid: inout Grid) {
    guard let open = state.history else { return }
    let parts = HistoryLayout(layout, focus: open.focus)
    if !parts.events.isEmpty { drawEvents(open, parts.events, into: &grid) }
    guard !parts.json.isEmpty else { return }
    if !parts.events.isEmpty {
      grid.drawHorizontalLine(
        row: parts.json.row - 1, column: layout.content.column,
        columns: layout.content.size.columns)
    }
    drawJSON(open, parts.json, into: &grid)
    drawState(open, parts.state, into: &grid)
  }

  private func drawEvents(_ open: OpenAggregate, _ rect: Rect, into grid: inout Grid) {
    let table = TableView(columns: Self.columns, rect: rect)
    table.drawHeadings(into: &grid)
    guard let visible = open.events.visible else {
      return table.drawEmpty("its events can't be read: \(state.lossWords)", into: &grid)
    }
    for number in visible {
      let line = Int(number - visible.lowerBound)
      let isSelected = number == open.events.shown.selected
      let entries =
        open.events[number].map(Self.entries)
        ?? (open.events.isLost(number) ? Self.lost(number) : [])
      table.drawRow(entries, line: line, isSelected: isSelected, into: &grid)
    }
  }

  private static func lost(_ version: AggregateVersion) -> [TableView.Entry] {
    columns.map { column in
      let texts = ["V": "\(version)", "TYPE": "missing"]
      return TableView.Entry(text: texts[column.title] ?? "", role: .bad)
    }
  }

  private static func entries(_ row: HistoryRow) -> [TableView.Entry] {
    let recorded = row.recorded
    let event = recorded.event
    let seen: TableView.Entry
    var lag = "–"
    switch row.visibility {
    case .pending: seen = TableView.Entry(text: "not yet", role: .warning, isBold: true)
    case .before: seen = TableView.Entry(text: "stored", role: .quiet)
    case .since(let time, let isMissed):
      lag = Shown.length(time - recorded.committedAt)
      let mark = isMissed ? "✗" : ""
      seen = TableView.Entry(
        text: Shown.timeOfDay(time, hundredths: true) + mark, role: isMissed ? .bad : .normal)
    }
    return [
      TableView.Entry(text: String(event.aggregateVersion)),
      TableView.Entry(text: event.eventType.description),
      TableView.Entry(text: Shown.timeOfDay(recorded.committedAt, hundredths: true), role: .quiet),
      seen,
      TableView.Entry(text: lag, role: .quiet),
      TableView.Entry(text: LiveView.shardName(recorded.shard), role: .quiet),
      TableView.Entry(text: "\(event.eventID)", role: .quiet),
    ]
  }

  // MARK: The selected event

  private func drawJSON(_ open: OpenAggregate, _ rect: Rect, into grid: inout Grid) {
    let isActive = open.focus == .details
    heading("METADATA", rect, isActive: isActive, into: &grid)
    let room = max(0, rect.size.rows - 1)
    for (line, content) in open.pretty.dropFirst(open.detailTop).prefix(room).enumerated() {
      var column = rect.column + 1
      let end = rect.column + rect.size.columns
      for span in content.spans where column < end {
        column += grid.write(
          span.text, row: rect.row + 1 + line, column: column, style: Style(span.role),
          limit: end - column)
      }
    }
    let below = open.pretty.count - open.detailTop - room
    guard below > 0, room > 0 else { return }
    let words = " \(Shown.count(Int64(below))) more lines "
    grid.write(
      words, row: rect.row, column: rect.column + max(10, rect.size.columns - words.count),
      style: Style(.quiet), limit: max(0, rect.size.columns - 10))
  }

  private func drawState(_ open: OpenAggregate, _ rect: Rect, into grid: inout Grid) {
    var row = rect.row
    let end = rect.row + rect.size.rows
    func put(_ name: String, _ text: String, _ style: Style = .normal) {
      guard row < end else { return }
      grid.write(
        name.fitted(to: 10), row: row, column: rect.column + 1, style: Style(.quiet),
        limit: rect.size.columns - 1)
      grid.write(
        text, row: row, column: rect.column + 12, style: style,
        limit: max(0, rect.size.columns - 12))
      row += 1
    }
    if let event = open.selectedEvent {
      heading("KSUID \(event.eventID)", rect, isActive: false, into: &grid)
      row += 1
      let recorded = open.events.selectedRow?.recorded
      let apart =
        recorded.map { event.eventID.time.wholeSeconds - $0.committedAt.wholeSeconds } ?? 0
      put("time", "\(event.eventID.time)" + Self.apart(apart))
      let payload = event.eventID.payloadText
      let half = rect.size.columns - 12 < payload.count ? payload.count / 2 : payload.count
      put("payload", String(payload.prefix(half)))
      if half < payload.count { put("", String(payload.dropFirst(half))) }
      put("version", "\(event.eventVersion) of \(event.eventType)")
    }
    guard row < end, let state = open.state else { return }
    let column = rect.column + 1
    let used = grid.write(
      "STATE at version \(state.version)", row: row, column: column,
      style: Style(.heading, bold: true), limit: rect.size.columns - 1)
    if open.lost > 0 {
      grid.write(
        " without \(Shown.count(open.lost, "lost event"))", row: row, column: column + used,
        style: Style(.bad), limit: max(0, rect.size.columns - 1 - used))
    }
    row += 1
    for field in state.fields.prefix(max(0, end - row)) {
      let isChanged = state.changed.contains(field.name)
      let value =
        field.cents.map { Amount.text($0) }
        ?? String(decoding: field.value.prefix(512), as: UTF8.self)
      put(
        (isChanged ? "● " : "  ") + field.name, value,
        Style(isChanged ? .accent : .normal, bold: isChanged))
    }
  }

  /// How far the id's clock was from the commit, in words.
  private static func apart(_ seconds: Int64) -> String {
    switch seconds {
    case 0: ""
    case 1...: "  \(Shown.length(seconds * 1_000_000)) ahead of the commit"
    default: "  \(Shown.length(-seconds * 1_000_000)) before the commit"
    }
  }

  private func heading(_ text: String, _ rect: Rect, isActive: Bool, into grid: inout Grid) {
    grid.write(
      text, row: rect.row, column: rect.column + 1,
      style: Style(.heading, bold: true, underlined: isActive),
      limit: max(0, rect.size.columns - 1))
  }
}
