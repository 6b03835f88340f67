/// A part of the grid.
public struct Rect: Hashable, Sendable {
  /// The topmost row.
  public var row: Int
  /// The leftmost column.
  public var column: Int
  /// Its size; a negative one counts as none.
  public var size: TerminalSize

  /// Creates a rectangle from its upper left corner.
  public init(row: Int, column: Int, rows: Int, columns: Int) {
    self.row = row
    self.column = column
    size = TerminalSize(columns: max(0, columns), rows: max(0, rows))
  }

  /// Everything of a screen.
  public init(_ size: TerminalSize) {
    self.init(row: 0, column: 0, rows: size.rows, columns: size.columns)
  }

  /// The rows it covers.
  public var rows: Range<Int> { row..<row + size.rows }

  /// The columns it covers.
  public var columns: Range<Int> { column..<column + size.columns }

  /// Whether nothing lies in it.
  public var isEmpty: Bool { size.rows == 0 || size.columns == 0 }

  /// Whether a place lies in it.
  public func contains(row: Int, column: Int) -> Bool {
    rows.contains(row) && columns.contains(column)
  }

  /// What remains when that much is taken off each side.
  public func inset(rows: Int = 1, columns: Int = 1) -> Rect {
    Rect(
      row: row + rows, column: column + columns,
      rows: size.rows - 2 * rows, columns: size.columns - 2 * columns)
  }

  /// What lies in both.
  public func intersection(_ other: Rect) -> Rect {
    let row = max(self.row, other.row)
    let column = max(self.column, other.column)
    return Rect(
      row: row, column: column,
      rows: min(rows.upperBound, other.rows.upperBound) - row,
      columns: min(columns.upperBound, other.columns.upperBound) - column)
  }
}
