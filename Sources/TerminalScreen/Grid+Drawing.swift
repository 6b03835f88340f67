extension Grid {
  /// Fills a rectangle with spaces of a style.
  public mutating func fill(_ rect: Rect, style: Style = .normal) {
    let visible = rect.intersection(Rect(size))
    let spaces = String(repeating: " ", count: visible.size.columns)
    for row in visible.rows {
      write(spaces, row: row, column: visible.column, style: style)
    }
  }

  /// Gives every cell of a rectangle a style and leaves its text.
  public mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
    let visible = rect.intersection(Rect(size))
    for row in visible.rows {
      for column in visible.columns {
        change(&self[row: row, column: column].style)
      }
    }
  }

  /// Draws the four sides of a box, and a title into the upper one; its inside stays as it is.
  ///
  /// Nothing is drawn where there is no room for two rows and two columns.
  public mutating func drawBox(
    _ rect: Rect, title: String = "", style: Style = Style(.line),
    titleStyle: Style = Style(.heading)
  ) {
    let (rows, columns) = (rect.size.rows, rect.size.columns)
    guard rows >= 2, columns >= 2 else { return }
    let line = String(repeating: "─", count: columns - 2)
    write("┌" + line + "┐", row: rect.row, column: rect.column, style: style)
    write("└" + line + "┘", row: rect.row + rows - 1, column: rect.column, style: style)
    for row in rect.row + 1..<rect.row + rows - 1 {
      write("│", row: row, column: rect.column, style: style)
      write("│", row: row, column: rect.column + columns - 1, style: style)
    }
    guard !title.isEmpty, columns >= 6 else { return }
    let shown = " " + title.truncated(to: columns - 6) + " "
    write(shown, row: rect.row, column: rect.column + 2, style: titleStyle)
  }

  /// Draws a line from a place downwards.
  public mutating func drawVerticalLine(
    row: Int, column: Int, rows: Int, style: Style = Style(.line)
  ) {
    for row in row..<row + max(0, rows) {
      write("│", row: row, column: column, style: style)
    }
  }

  /// Draws a line from a place to the right.
  public mutating func drawHorizontalLine(
    row: Int, column: Int, columns: Int, style: Style = Style(.line)
  ) {
    let line = String(repeating: "─", count: max(0, columns))
    write(line, row: row, column: column, style: style)
  }

  /// The rows as text, without the spaces at their ends: what golden screens hold.
  public var lines: [String] {
    (0..<size.rows).map { row in
      var line = ""
      for cell in cells[row * size.columns..<(row + 1) * size.columns] {
        if let text = cell.text { line.append(text) }
      }
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}
