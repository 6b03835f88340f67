extension Cell {
  /// The cell for a terminal that knows nothing beyond ASCII: lines and signs of our own get a form
  /// that resembles them, anything else a question mark.
  public var asciiForm: Cell {
    guard let text else { return Cell(" ", style: style) }
    guard let scalar = text.unicodeScalars.first, !text.isASCII else { return self }
    return Cell(Cell.asciiForm(of: scalar), style: style)
  }

  private static func asciiForm(of scalar: Unicode.Scalar) -> Character {
    switch scalar.value {
    case 0x2500, 0x2501, 0x2504, 0x2505, 0x2508, 0x2509, 0x2550, 0x2013, 0x2014: "-"
    case 0x2502, 0x2503, 0x2506, 0x2507, 0x250A, 0x250B, 0x2551: "|"
    case 0x250C...0x257F: "+"
    case 0x2581...0x2583, 0x258F, 0x258E, 0x2591: "."
    case 0x2584...0x2586, 0x258C, 0x258D, 0x2592: "+"
    case 0x2580, 0x2587...0x258B, 0x2593...0x259F, 0x25A0, 0x25AE: "#"
    case 0x2190, 0x25C0, 0x25C2, 0x2039, 0xAB: "<"
    case 0x2192, 0x25B6, 0x25B8, 0x203A, 0xBB, 0x23F5: ">"
    case 0x2191, 0x25B2, 0x25B4: "^"
    case 0x2193, 0x25BC, 0x25BE: "v"
    case 0x2801...0x28FF: asciiForm(ofDots: UInt8(truncatingIfNeeded: scalar.value))
    case 0x00D7, 0x2715, 0x2717, 0x2718: "x"
    case 0x2713, 0x2714: "y"
    case 0x00B7, 0x2022, 0x2219, 0x25CF, 0x25CB, 0x25C6: "*"
    case 0x2026: "."
    case 0x23CE, 0x21B5: "~"
    case 0x2423: "_"
    case 0x00B1: "+"
    case 0x2018, 0x2019: "'"
    case 0x201C, 0x201D: "\""
    case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: " "
    default: "?"
    }
  }

  /// The form of a braille cell's dots, of which lines are made: the way they go.
  private static func asciiForm(ofDots dots: UInt8) -> Character {
    // The bits of a column's dots, from the top.
    let columns = [[0, 1, 2, 6], [3, 4, 5, 7]].map { bits in
      bits.indices.filter { dots & (1 << UInt8(bits[$0])) != 0 }
    }
    let (left, right) = (columns[0], columns[1])
    guard !left.isEmpty, !right.isEmpty else { return left.count + right.count > 2 ? "|" : "." }
    guard left.count + right.count < 6 else { return "X" }
    // The mean heights, each times the other's count: no division.
    let (down, up) = (right.reduce(0, +) * left.count, left.reduce(0, +) * right.count)
    return down == up ? "-" : down > up ? "\\" : "/"
  }
}
