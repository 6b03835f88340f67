import EventSourcing
import TerminalScreen
import VirtualTime

/// Screen 3: the whole global stream, its filter, and how its events lie in time.
struct StreamView {
  let state: ExplorerState
  let layout: FrameLayout

  private static let columns = [
    ColumnLayout.Column(title: "ROW", width: 10, rank: 0, alignsRight: true),
    ColumnLayout.Column(title: "VISIBLE", width: 22, rank: 6),
    ColumnLayout.Column(title: "LAG", width: 6, rank: 2, alignsRight: true),
    ColumnLayout.Column(title: "SHARD", width: 8, rank: 1),
    ColumnLayout.Column(title: "EVENT ID", width: 12, rank: 8),
    ColumnLayout.Column(title: "AGGREGATE", width: 12, rank: 4),
    ColumnLayout.Column(title: "V", width: 5, rank: 3, alignsRight: true),
    ColumnLayout.Column(title: "TYPE", width: 17, rank: 7),
    ColumnLayout.Column(title: "METADATA", width: 20, rank: 9, isFlexible: true),
    ColumnLayout.Column(title: "ORDER", width: 7, rank: 5),
  ]

  private static let shardColumn = 3
  /// As much of the metadata as any terminal is wide.
  private static let longestMetadata = 1_024

  func draw(into frame: inout Frame) {
    let parts = StreamLayout(layout)
    if !parts.filter.isEmpty { drawFilter(parts.filter, into: &frame.grid) }
    if !parts.histogram.isEmpty {
      HistogramView(
        histogram: state.browser.histogram, selected: state.browser.selectedRow,
        isFiltered: state.browser.isFiltered, bars: parts.histogram, axisRow: parts.axisRow
      ).draw(into: &frame.grid)
    }
    drawList(parts.list, into: &frame.grid)
  }

  // MARK: The filter

  private func drawFilter(_ rect: Rect, into grid: inout Grid) {
    let browser = state.browser
    guard let filter = browser.filter else {
      let words = "no filter: \(key(.filter)) sets one"
      grid.write(
        words, row: rect.row, column: rect.column + 1, style: Style(.quiet),
        limit: max(0, rect.size.columns - 1))
      return
    }
    let figures = figures(browser)
    let figuresColumn = rect.column + rect.size.columns - figures.displayWidth - 1
    var column = rect.column + 1
    for term in filter.terms {
      let chip = " " + term.text.truncated(to: 30) + " "
      guard column + chip.displayWidth < figuresColumn - 1 else {
        grid.write("…", row: rect.row, column: column, style: Style(.accent))
        break
      }
      let style =
        browser.isOn ? Style(term.isNegated ? .warning : .accent, reversed: true) : Style(.quiet)
      column += grid.write(chip, row: rect.row, column: column, style: style) + 1
    }
    grid.write(
      figures, row: rect.row, column: max(rect.column, figuresColumn),
      style: Style(browser.isOn ? .normal : .quiet), limit: rect.size.columns)
  }

  /// How many events the filter lets through, and how far it has looked.
  private func figures(_ browser: StreamScreen) -> String {
    guard browser.isOn else { return "off: \(key(.switchFilters)) turns it on" }
    guard let progress = browser.progress else { return "looking …" }
    let matches = "\(Shown.count(progress.matches)) of \(Shown.count(progress.scanned))"
    guard progress.scanned < progress.total, progress.total > 0 else { return matches }
    let percent = progress.scanned * 100 / progress.total
    return browser.isStopped
      ? "\(matches), stopped at \(percent)%" : "\(matches) … \(percent)%"
  }

  private func key(_ action: ExplorerAction) -> String { state.keyName(action) }

  // MARK: The list

  private func drawList(_ rect: Rect, into grid: inout Grid) {
    let shown = Self.columns.indices.filter { $0 != Self.shardColumn || state.subject.hasShards }
    let table = TableView(columns: shown.map { Self.columns[$0] }, rect: rect)
    table.drawHeadings(into: &grid)
    let rows = state.browser.rows
    guard let visible = rows.visible, !rows.isBlank else {
      return table.drawEmpty(emptiness, into: &grid)
    }
    for number in visible {
      let entries = rows[number].map(Self.entries) ?? (rows.isLost(number) ? Self.lost : nil)
      table.drawRow(
        entries.map { entries in shown.map { entries[$0] } } ?? [],
        line: Int(number - visible.lowerBound), isSelected: number == rows.shown.selected,
        into: &grid)
    }
  }

  private var emptiness: String {
    let browser = state.browser
    guard browser.rows.count == 0 else { return "reading …" }
    guard browser.isFiltered else { return state.streamEmptiness }
    if browser.isScanning { return "looking for events that the filter lets through …" }
    if browser.isStopped { return "none so far: \(key(.filter)) and Enter go on looking" }
    return
      "no event passes the filter: \(key(.filter)) changes it, \(key(.switchFilters)) turns it off"
  }

  /// What stands for an event that the store has lost.
  private static let lost = columns.map { column in
    let texts = ["EVENT ID": "missing", "TYPE": "see cqrs verify"]
    return TableView.Entry(text: texts[column.title] ?? "", role: .bad)
  }

  private static func entries(_ row: StreamRow) -> [TableView.Entry] {
    let recorded = row.recorded
    let event = recorded.event
    let orderRole: Style.Role = row.isMissed ? .bad : .warning
    return [
      TableView.Entry(text: Shown.count(row.row), role: .quiet),
      TableView.Entry(
        text: Shown.dateTime(row.visibleAt ?? recorded.committedAt, hundredths: true), role: .quiet),
      TableView.Entry(text: Shown.length(row.lag), role: LiveView.lagRole(row.lag)),
      TableView.Entry(text: LiveView.shardName(recorded.shard), role: .quiet),
      TableView.Entry(
        text: Shown.shortID("\(event.eventID)", columns: 12),
        role: row.isDisordered ? orderRole : .normal),
      TableView.Entry(
        text: Shown.shortID(
          String(decoding: event.aggregateID.bytes.prefix(64), as: UTF8.self), columns: 12)),
      TableView.Entry(text: String(event.aggregateVersion), role: .quiet),
      TableView.Entry(text: event.eventType.description),
      TableView.Entry(
        text: String(decoding: event.metadata.bytes.prefix(longestMetadata), as: UTF8.self),
        role: .quiet),
      TableView.Entry(text: LiveView.orderText(row), role: orderRole, isBold: true),
    ]
  }
}
