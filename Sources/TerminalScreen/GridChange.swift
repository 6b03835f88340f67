/// Neighbouring cells of a row that are to be drawn anew.
public struct GridChange: Hashable, Sendable {
  /// The row.
  public var row: Int
  /// The column of the first cell.
  public var column: Int
  /// What stands there now; it never begins or ends in the middle of a wide character.
  public var cells: ArraySlice<Cell>

  /// Creates a change.
  public init(row: Int, column: Int, cells: ArraySlice<Cell>) {
    self.row = row
    self.column = column
    self.cells = cells
  }
}

extension Grid {
  /// What has to be drawn to make this grid of another; all of it if their sizes differ.
  /// - Complexity: O(cells).
  public func changes(from old: Grid) -> [GridChange] {
    let isSameSize = old.size == size
    var changes: [GridChange] = []
    for row in 0..<size.rows {
      let start = row * size.columns
      let end = start + size.columns
      var index = start
      while index < end {
        guard !isSameSize || cells[index] != old.cells[index] else {
          index += 1
          continue
        }
        var first = index
        while first > start, cells[first].text == nil { first -= 1 }
        repeat {
          index += 1
        } while index < end
          && (!isSameSize || cells[index] != old.cells[index] || cells[index].text == nil)
        changes.append(
          GridChange(row: row, column: first - start, cells: cells[first..<index]))
      }
    }
    return changes
  }
}
