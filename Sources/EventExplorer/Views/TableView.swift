import TerminalScreen

/// Rows of cells under headings: columns that don't fit go as a whole.
struct TableView {
  /// A cell's text and what it means.
  struct Entry {
    var text: String
    var role: Style.Role = .normal
    var isBold = false
  }

  let columns: [ColumnLayout.Column]
  let rect: Rect
  private let places: [(index: Int, x: Int, width: Int)]

  init(columns: [ColumnLayout.Column], rect: Rect) {
    self.columns = columns
    self.rect = rect
    places = ColumnLayout.fit(columns, into: max(0, rect.size.columns - 1))
  }

  /// The column at an offset from the left.
  func column(at offset: Int) -> Int? {
    places.first { $0.x <= offset - 1 && offset - 1 <= $0.x + $0.width }?.index
  }

  func drawHeadings(into grid: inout Grid, marked: Int? = nil, suffix: [Int: String] = [:]) {
    for place in places {
      let title = columns[place.index].title + (suffix[place.index] ?? "")
      grid.write(
        title.fitted(to: place.width, alignedRight: columns[place.index].alignsRight),
        row: rect.row, column: rect.column + 1 + place.x,
        style: Style(.heading, bold: true, underlined: marked == place.index))
    }
  }

  /// Draws a row; `line` counts from 0 under the headings.
  func drawRow(_ entries: [Entry], line: Int, isSelected: Bool, into grid: inout Grid) {
    let row = rect.row + 1 + line
    guard row < rect.row + rect.size.rows else { return }
    for place in places where place.index < entries.count {
      let entry = entries[place.index]
      // The text alone: without colours a role may be a line under it, which spaces are to be free of.
      let text = entry.text.truncated(to: place.width)
      let indent =
        columns[place.index].alignsRight ? max(0, place.width - text.displayWidth) : 0
      grid.write(
        text, row: row, column: rect.column + 1 + place.x + indent,
        style: Style(entry.role, bold: entry.isBold), limit: place.width - indent)
    }
    guard isSelected else { return }
    grid.restyle(Rect(row: row, column: rect.column, rows: 1, columns: rect.size.columns)) {
      $0.isReversed = true
    }
  }

  /// Says why there are no rows, in as many lines as that takes.
  func drawEmpty(_ words: String, into grid: inout Grid) {
    let lines = words.wrapped(to: max(1, rect.size.columns - 2))
    let first = max(1, min(2, rect.size.rows - lines.count))
    for (offset, line) in lines.enumerated() where first + offset < rect.size.rows {
      grid.write(
        line, row: rect.row + first + offset, column: rect.column + 1, style: Style(.quiet))
    }
  }
}
