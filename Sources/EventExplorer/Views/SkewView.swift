import EventSourcing
import TerminalScreen
import VirtualTime

/// Screen 4: the order of commits against the order of the index.
struct SkewView {
  let state: ExplorerState
  let layout: FrameLayout

  private static let commitColumns = [
    ColumnLayout.Column(title: "COMMITTED", width: 11, rank: 5),
    ColumnLayout.Column(title: "TYPE", width: 12, rank: 3, isFlexible: true),
    ColumnLayout.Column(title: "EVENT ID", width: 12, rank: 9),
  ]

  private static let indexColumns = [
    ColumnLayout.Column(title: "MOVED", width: 7, rank: 8),
    ColumnLayout.Column(title: "EVENT ID", width: 12, rank: 9),
    ColumnLayout.Column(title: "ID TIME", width: 8, rank: 6, alignsRight: true),
    ColumnLayout.Column(title: "LAG", width: 6, rank: 5, alignsRight: true),
    ColumnLayout.Column(title: "AGGREGATE", width: 12, rank: 4),
  ]

  /// What a narrow screen has in place of both.
  private static let singleColumns = [
    ColumnLayout.Column(title: "COMMITTED", width: 11, rank: 5),
    ColumnLayout.Column(title: "EVENT ID", width: 11, rank: 9),
    ColumnLayout.Column(title: "TYPE", width: 12, rank: 3, isFlexible: true),
    ColumnLayout.Column(title: "MOVED", width: 7, rank: 8),
  ]

  private var screen: SkewScreen { state.skew }

  func draw(into frame: inout Frame) {
    let parts = SkewLayout(layout)
    drawLists(parts, into: &frame.grid)
    guard let line = parts.line else { return }
    drawFrame(at: line, parts, into: &frame.grid)
    SkewPanelsView(state: state, layout: parts).draw(into: &frame.grid)
  }

  private func drawFrame(at row: Int, _ parts: SkewLayout, into grid: inout Grid) {
    let content = layout.content
    grid.drawHorizontalLine(row: row, column: content.column, columns: content.size.columns)
    for slot in parts.slots.dropLast() {
      grid.drawVerticalLine(
        row: slot.row, column: slot.column + slot.size.columns, rows: slot.size.rows)
    }
  }

  // MARK: Lists

  private func drawLists(_ parts: SkewLayout, into grid: inout Grid) {
    let isSingle = parts.index.isEmpty
    let columns = isSingle ? Self.singleColumns : Self.commitColumns
    let commits = TableView(columns: columns, rect: parts.commits)
    commits.drawHeadings(into: &grid)
    guard let visible = screen.list.visible, !screen.list.loaded.isEmpty else {
      let whole = Rect(
        row: parts.commits.row, column: parts.commits.column, rows: parts.commits.size.rows,
        columns: layout.content.size.columns)
      return TableView(columns: columns, rect: whole).drawEmpty(state.skewEmptiness, into: &grid)
    }
    for position in visible {
      let line = Int(position - visible.lowerBound)
      let row = screen.list[position]
      let entries =
        row.map { isSingle ? Self.singleEntries($0) : Self.commitEntries($0) }
        ?? (screen.list.isLost(position) ? Self.lostEntries(columns) : [])
      commits.drawRow(
        entries, line: line, isSelected: position == screen.list.shown.selected, into: &grid)
      guard let row, screen.isCommittedByStep(row) || isSingle && screen.isShownByStep(row) else {
        continue
      }
      drawMark(line, parts.commits, into: &grid)
    }
    guard !isSingle else { return }
    drawIndex(parts, into: &grid)
  }

  private func drawIndex(_ parts: SkewLayout, into grid: inout Grid) {
    var columns = Self.indexColumns
    if !state.subject.hasShards { columns[2].title = "NUMBER" }
    let index = TableView(columns: columns, rect: parts.index)
    index.drawHeadings(into: &grid)
    let heading = parts.gutter.size.columns < 18 ? "→" : "commits → index"
    let margin = (parts.gutter.size.columns - heading.count) / 2
    grid.write(
      heading, row: parts.gutter.row, column: parts.gutter.column + margin, style: Style(.quiet))
    let order = screen.indexOrder
    let selected = screen.list.shown.selected
    for (line, position) in order.enumerated() {
      guard let row = screen.list[position] else { continue }
      index.drawRow(
        indexEntries(row), line: line, isSelected: position == selected, into: &grid)
      if row.place == nil { drawPending(line, parts.index, position == selected, into: &grid) }
      if screen.isShownByStep(row) { drawMark(line, parts.index, into: &grid) }
    }
    drawLines(order, parts, into: &grid)
  }

  /// Marks a row of which the last step is the cause.
  private func drawMark(_ line: Int, _ rect: Rect, into grid: inout Grid) {
    grid.write("•", row: rect.row + 1 + line, column: rect.column, style: Style(.good, bold: true))
  }

  private func drawPending(
    _ line: Int, _ rect: Rect, _ isSelected: Bool, into grid: inout Grid
  ) {
    let words = "not in the index yet"
    // After the columns of the move and the id.
    let offset = 22
    guard rect.size.columns - offset >= words.count else { return }
    grid.write(
      words, row: rect.row + 1 + line, column: rect.column + offset,
      style: Style(.warning, reversed: isSelected))
  }

  // MARK: Lines

  private func drawLines(_ order: [Int64], _ parts: SkewLayout, into grid: inout Grid) {
    guard let visible = screen.list.visible else { return }
    let selected = screen.list.shown.selected
    var canvas = LineCanvas(
      columns: parts.gutter.size.columns - 1, rows: parts.gutter.size.rows - 1)
    func draw(_ position: Int64, to line: Int) {
      guard let row = screen.list[position] else { return }
      canvas.draw(
        from: Int(position - visible.lowerBound), to: line,
        Self.look(of: row, isSelected: position == selected))
    }
    // The selected one last: it lies over the others.
    for (line, position) in order.enumerated() where position != selected {
      draw(position, to: line)
    }
    if let line = order.firstIndex(of: selected) { draw(selected, to: line) }
    canvas.write(into: &grid, row: parts.gutter.row + 1, column: parts.gutter.column + 1)
  }

  private static func look(of row: SkewRow, isSelected: Bool) -> LineCanvas.Look {
    let isPending = row.place == nil
    if isSelected {
      return LineCanvas.Look(
        style: Style(.accent, bold: true), rank: 5, isDotted: isPending, covers: true)
    }
    let rank =
      switch (row.place?.displacement ?? 0, row.place?.isMissed ?? false) {
      case (_, true): 4
      case (..<0, _): 3
      case (1..., _): 2
      default: isPending ? 1 : 0
      }
    return LineCanvas.Look(style: Style(role(of: row)), rank: rank, isDotted: isPending)
  }

  // MARK: Entries

  /// What an event's move means: one that the index puts earlier is what readers miss.
  private static func role(of row: SkewRow) -> Style.Role {
    guard let place = row.place else { return .quiet }
    if place.isMissed { return .bad }
    return place.displacement < 0 ? .warning : place.displacement > 0 ? .normal : .quiet
  }

  private static func committed(_ row: SkewRow) -> TableView.Entry {
    TableView.Entry(
      text: Shown.timeOfDay(row.recorded.committedAt, hundredths: true), role: .quiet)
  }

  private static func identifier(_ row: SkewRow, columns: Int = 12) -> TableView.Entry {
    TableView.Entry(
      text: Shown.shortID("\(row.recorded.event.eventID)", columns: columns),
      role: row.place?.displacement == 0 ? .normal : role(of: row))
  }

  private static func moved(_ row: SkewRow) -> TableView.Entry {
    guard let place = row.place else { return TableView.Entry(text: "not yet", role: .warning) }
    return TableView.Entry(
      text: Shown.displacement(place.displacement, isMissed: place.isMissed), role: role(of: row),
      isBold: place.isDisordered)
  }

  private static func commitEntries(_ row: SkewRow) -> [TableView.Entry] {
    [
      committed(row), TableView.Entry(text: row.recorded.event.eventType.description),
      identifier(row),
    ]
  }

  private static func singleEntries(_ row: SkewRow) -> [TableView.Entry] {
    [
      committed(row), identifier(row, columns: 11),
      TableView.Entry(text: row.recorded.event.eventType.description), moved(row),
    ]
  }

  private func indexEntries(_ row: SkewRow) -> [TableView.Entry] {
    var entries = [Self.moved(row), Self.identifier(row)]
    guard let place = row.place else { return entries }
    let event = row.recorded.event
    if state.subject.hasShards {
      let isApart = event.eventID.time.wholeSeconds != row.recorded.committedAt.wholeSeconds
      entries.append(
        TableView.Entry(
          text: Shown.timeOfDay(event.eventID.time, hundredths: false),
          role: isApart ? .warning : .quiet))
    } else {
      entries.append(TableView.Entry(text: String(place.key.number), role: .quiet))
    }
    entries.append(TableView.Entry(text: Shown.length(row.lag), role: .quiet))
    entries.append(
      TableView.Entry(
        text: Shown.shortID(
          String(decoding: event.aggregateID.bytes.prefix(64), as: UTF8.self), columns: 12)))
    return entries
  }

  /// What stands for an event that the store has lost.
  private static func lostEntries(_ columns: [ColumnLayout.Column]) -> [TableView.Entry] {
    let texts = ["EVENT ID": "missing", "TYPE": "see cqrs verify"]
    return columns.map { TableView.Entry(text: texts[$0.title] ?? "", role: .bad) }
  }
}
