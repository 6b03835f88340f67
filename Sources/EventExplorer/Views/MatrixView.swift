import Architectures
import Simulation
import TerminalScreen

/// What architectures did, side by side: a column an architecture, a row a figure.
struct MatrixView {
  let screen: ArchitecturesScreen
  let results: RunResults
  let layout: MatrixLayout

  func draw(into grid: inout Grid) {
    grid.write(
      results.caption.truncated(to: layout.caption.size.columns), row: layout.caption.row,
      column: layout.caption.column, style: Style(.quiet),
      limit: layout.caption.isEmpty ? 0 : layout.caption.size.columns)
    drawHeadings(into: &grid)
    for offset in 0..<layout.rows.size.rows where screen.top + offset < results.rows.count {
      drawRow(screen.top + offset, row: layout.rows.row + offset, into: &grid)
    }
    if !layout.chart.isEmpty { drawChart(into: &grid) }
    drawWords(into: &grid)
  }

  /// The columns in view.
  private var columns: Range<Int> {
    screen.firstColumn..<min(results.reports.count, screen.firstColumn + layout.fitting)
  }

  private func place(of column: Int) -> Int {
    layout.rows.column + layout.labelColumns + (column - screen.firstColumn) * layout.cellColumns
  }

  // MARK: The matrix

  private func drawHeadings(into grid: inout Grid) {
    let width = layout.cellColumns - 1
    for column in columns {
      let architecture = results.reports[column].architecture
      let (first, second) = architecture.brokenName
      let isChosen = column == screen.column
      let names = layout.nameRows == 2 ? [first, second] : [second]
      for (offset, name) in names.enumerated() {
        grid.write(
          name.fitted(to: width, alignedRight: true), row: layout.headings.row + offset,
          column: place(of: column), style: Style(.heading, bold: true, reversed: isChosen))
      }
      if let mark = results.mark(of: column), layout.headings.size.rows > layout.nameRows {
        grid.write(
          mark.fitted(to: width, alignedRight: true), row: layout.headings.row + layout.nameRows,
          column: place(of: column), style: Style(.warning))
      }
    }
    guard layout.nameRows == 2 else { return }
    let notes = [
      part(columns, of: results.reports.count, "architectures", "◀", "▶"),
      part(
        screen.top..<screen.top + layout.rows.size.rows, of: results.rows.count, "figures", "▲",
        "▼"),
    ]
    for (offset, note) in notes.enumerated() {
      grid.write(
        note.truncated(to: layout.labelColumns - 1), row: layout.headings.row + offset,
        column: layout.headings.column, style: Style(.quiet), limit: layout.labelColumns - 1)
    }
  }

  /// Which of several are in view, with arrows to where the others are; nothing if all are.
  private func part(
    _ shown: Range<Int>, of count: Int, _ what: String, _ before: String, _ after: String
  ) -> String {
    guard shown.count < count else { return "" }
    let arrows =
      (shown.lowerBound > 0 ? before : " ") + (shown.upperBound < count ? after : " ")
    let first = shown.lowerBound + 1
    let part = shown.count == 1 ? "\(first)" : "\(first)–\(shown.upperBound)"
    return "\(arrows) \(part) of \(count) \(what)"
  }

  private func drawRow(_ number: Int, row: Int, into grid: inout Grid) {
    let figure = results.rows[number]
    let isSelected = number == screen.row
    grid.write(
      figure.label.truncated(to: layout.labelColumns - 1), row: row, column: layout.rows.column,
      style: Style(.normal, bold: isSelected), limit: layout.labelColumns - 1)
    for column in columns {
      let cell = figure.cells[column]
      let isChosen = isSelected && column == screen.column
      let mark = cell.standing?.mark ?? " "
      grid.write(
        cell.text.fitted(to: layout.cellColumns - 1, alignedRight: true) + mark, row: row,
        column: place(of: column),
        style: Style(role(cell.standing), bold: isChosen, underlined: isChosen))
    }
    guard isSelected else { return }
    let end = place(of: columns.upperBound)
    grid.restyle(
      Rect(row: row, column: layout.rows.column, rows: 1, columns: end - layout.rows.column)
    ) { $0.isReversed = true }
  }

  private func role(_ standing: Standing?) -> Style.Role {
    switch standing {
    case .best: .good
    case .worst: .bad
    case nil: .normal
    }
  }

  // MARK: The chart

  private func drawChart(into grid: inout Grid) {
    let (rect, figure) = (layout.chart, results.rows[screen.row])
    let width = rect.size.columns
    grid.drawHorizontalLine(row: rect.row, column: rect.column, columns: width)
    grid.write(
      " \(figure.label) ", row: rect.row, column: rect.column + 2,
      style: Style(.heading, bold: true), limit: max(0, width - 2))
    let legend = " \(Standing.best.mark) best  \(Standing.worst.mark) worst "
    if figure.label.count + legend.count + 8 <= width {
      grid.write(
        legend, row: rect.row, column: rect.column + width - legend.count - 2,
        style: Style(.quiet))
    }
    let names = results.reports.map(\.architecture.rawValue)
    let name = (names.map(\.count).max() ?? 0) + 3
    let values = figure.cells.map { $0.text + ($0.standing?.mark ?? "") }
    let bars = max(1, width - name - (values.map(\.count).max() ?? 0) - 2)
    let top = figure.cells.compactMap(\.millionths).max() ?? 0
    for (column, cell) in figure.cells.enumerated() {
      let row = rect.row + 1 + column
      let isChosen = column == screen.column
      grid.write(
        (isChosen ? "▸ " : "  ") + names[column], row: row, column: rect.column,
        style: Style(isChosen ? .accent : .normal, bold: isChosen), limit: name)
      grid.write("│", row: row, column: rect.column + name - 1, style: Style(.quiet))
      let bar = SweepChart.bar(
        cell.millionths ?? 0, of: top, columns: bars, TextStyle(columns: width))
      let role = role(cell.standing)
      let end = rect.column + name
      let drawn = grid.write(
        bar, row: row, column: end, style: Style(role == .normal ? .accent : role), limit: bars)
      grid.write(
        values[column], row: row, column: end + drawn + (drawn > 0 ? 1 : 0),
        style: Style(role, bold: isChosen))
    }
  }

  // MARK: Words

  private func drawWords(into grid: inout Grid) {
    let rect = layout.words
    guard !rect.isEmpty else { return }
    let lines = results.words(of: screen.column).wrapped(to: rect.size.columns)
    let isBroken = !results.reports[screen.column].violations.isEmpty
    for (offset, line) in lines.prefix(rect.size.rows).enumerated() {
      let isCut = offset + 1 == rect.size.rows && lines.count > rect.size.rows
      grid.write(
        isCut ? (line + " …").truncated(to: rect.size.columns) : line, row: rect.row + offset,
        column: rect.column, style: Style(isBroken ? .bad : .normal), limit: rect.size.columns)
    }
  }
}
