import TerminalScreen

/// Where the parts of screen 6's results stand, from top to bottom.
///
/// What does not fit goes: first the chart, then the words, then the line of the load.
struct MatrixLayout {
  /// The load in a line.
  let caption: Rect
  /// The architectures' names: two rows, or one; and a row of marks, where there are some.
  let headings: Rect
  /// The figures.
  let rows: Rect
  /// The chosen figure's bars under a line that names it.
  let chart: Rect
  /// What the chosen architecture did, in words.
  let words: Rect
  /// The rows of the names.
  let nameRows: Int
  /// The columns of a figure's name.
  let labelColumns: Int
  /// The columns of a value, its mark included.
  let cellColumns: Int
  /// The architectures that stand beside each other.
  let fitting: Int

  /// Lays out a number of figures and of architectures.
  init(_ content: Rect, rows count: Int, columns: Int, hasMarks: Bool) {
    let height = content.size.rows
    let width = max(1, content.size.columns - 2)
    cellColumns = min(14, max(10, width - 27))
    labelColumns = max(1, min(29, width - cellColumns))
    fitting = min(columns, max(1, (width - labelColumns) / cellColumns))
    nameRows = height >= 8 ? 2 : 1
    let captionRows = height >= 10 ? 1 : 0
    let wordRows = height >= 20 ? 3 : height >= 12 ? 2 : 0
    let chartRows = height >= 16 && width >= 40 ? columns + 1 : 0
    let headRows = nameRows + (hasMarks && nameRows == 2 ? 1 : 0)
    let room = max(1, height - captionRows - wordRows - chartRows - headRows)
    var row = content.row
    func take(_ rows: Int) -> Rect {
      defer { row += rows }
      return Rect(row: row, column: content.column + 1, rows: rows, columns: width)
    }
    caption = take(captionRows)
    headings = take(headRows)
    rows = take(min(room, count))
    if room >= count + 2, chartRows > 0 { row += 1 }
    chart = take(chartRows)
    if room >= count + 3, chartRows > 0 { row += 1 }
    words = take(wordRows)
  }

  /// The place of a cell's column among those in view.
  func cell(atColumn column: Int) -> Int? {
    let offset = column - rows.column - labelColumns
    guard offset >= 0, offset / cellColumns < fitting else { return nil }
    return offset / cellColumns
  }
}
