import TerminalScreen

/// Lines between two columns of rows, drawn with the dots of braille cells: two by four in each.
struct LineCanvas {
  /// How a line looks.
  struct Look {
    var style = Style(.quiet)
    /// Where lines meet in a cell the one of the highest rank gives it its style.
    var rank = 0
    /// Whether most of its dots are left out.
    var isDotted = false
    /// Whether it wipes out the lines that it meets.
    var covers = false
  }

  private let columns: Int
  private let rows: Int
  private var dots: [UInt8]
  private var styles: [(style: Style, rank: Int)]

  /// The bit of each dot of a cell, by column and row.
  private static let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]

  init(columns: Int, rows: Int) {
    (self.columns, self.rows) = (max(0, columns), max(0, rows))
    dots = Array(repeating: 0, count: self.columns * self.rows)
    styles = Array(repeating: (.normal, .min), count: self.columns * self.rows)
  }

  /// Draws a line from a row at the left edge to one at the right: level at both ends, steep between.
  mutating func draw(from left: Int, to right: Int, _ look: Look) {
    let (start, end) = (Double(4 * left) + 1.5, Double(4 * right) + 1.5)
    let width = 2 * columns
    var own: [Int: UInt8] = [:]
    var before = Int(start)
    for x in 0..<width {
      let share = (Double(x) + 0.5) / Double(width)
      let y = Int(start + (end - start) * share * share * (3 - 2 * share))
      // The dots that a steep line passes between two columns.
      let passed = y > before ? before + 1...y : y < before ? y...before - 1 : y...y
      for row in passed where row >= 0 && row < 4 * rows && !(look.isDotted && (x + row) % 4 > 0) {
        own[row / 4 * columns + x / 2, default: 0] |= Self.bits[x % 2][row % 4]
      }
      before = y
    }
    for (cell, bits) in own {
      dots[cell] = look.covers ? bits : dots[cell] | bits
      if look.rank >= styles[cell].rank { styles[cell] = (look.style, look.rank) }
    }
  }

  /// Writes what was drawn to a place of a grid.
  func write(into grid: inout Grid, row: Int, column: Int) {
    for cell in dots.indices where dots[cell] != 0 {
      guard let scalar = Unicode.Scalar(0x2800 + UInt32(dots[cell])) else { continue }
      grid.write(
        String(Character(scalar)), row: row + cell / columns, column: column + cell % columns,
        style: styles[cell].style)
    }
  }
}
