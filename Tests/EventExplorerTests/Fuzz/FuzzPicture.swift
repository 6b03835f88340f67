import EventExplorer
import TerminalScreen

/// A picture of the explorer, looked at by itself: what must hold of each.
struct FuzzPicture {
  let frame: Frame
  let size: TerminalSize

  /// - Throws: `FuzzFlaw` if it does not fill the terminal, goes beyond it, or holds what steers one.
  func check() throws(FuzzFlaw) {
    let grid = frame.grid
    guard grid.size == size, grid.cells.count == size.columns * size.rows else {
      throw FuzzFlaw("the picture is \(grid.size), the terminal \(size)")
    }
    if let cursor = frame.cursor, !Rect(size).contains(row: cursor.row, column: cursor.column) {
      throw FuzzFlaw("the cursor is at \(cursor)")
    }
    var isWide = false
    for (place, cell) in grid.cells.enumerated() {
      let isFirst = place % size.columns == 0
      guard let text = cell.text else {
        guard isWide, !isFirst else { throw FuzzFlaw("half a character at \(place)") }
        isWide = false
        continue
      }
      if isWide { throw FuzzFlaw("half a character before \(place)") }
      if let byte = text.asciiValue {
        if byte < 0x20 || byte == 0x7F { throw FuzzFlaw("control character \(byte) at \(place)") }
        continue
      }
      guard text.unicodeScalars.allSatisfy(Self.isHarmless) else {
        throw FuzzFlaw("\(text.unicodeScalars.map { String($0.value, radix: 16) }) at \(place)")
      }
      isWide = String(text).displayWidth == 2
    }
    if isWide { throw FuzzFlaw("half a character at the end") }
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned,
      .surrogate:
      false
    default: true
    }
  }
}
