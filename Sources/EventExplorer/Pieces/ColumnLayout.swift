/// Which columns of a table fit, and where.
enum ColumnLayout {
  /// A column.
  struct Column: Hashable, Sendable {
    var title: String
    /// Its width; a flexible one has more where there is more, and less rather than go.
    var width: Int
    /// The lowest goes first where not all fit.
    var rank: Int
    /// Whether it takes what is left over, and gives what is lacking.
    var isFlexible = false
    var alignsRight = false
  }

  /// The least width of a flexible column.
  private static let least = 8

  /// The columns that fit, each with its place: one space between them.
  static func fit(_ columns: [Column], into width: Int) -> [(index: Int, x: Int, width: Int)] {
    var kept = Array(columns.indices)
    func taken() -> Int { kept.reduce(kept.count - 1) { $0 + columns[$1].width } }
    while kept.count > 1, taken() > width,
      let lowest = kept.min(by: { columns[$0].rank < columns[$1].rank })
    {
      let column = columns[lowest]
      if column.isFlexible, column.width - (taken() - width) >= least { break }
      kept.removeAll { $0 == lowest }
    }
    let spare = width - taken()
    var x = 0
    return kept.map { index in
      let column = columns[index]
      let columnWidth = min(column.isFlexible ? column.width + spare : column.width, width)
      defer { x += columnWidth + 1 }
      return (index, x, columnWidth)
    }
  }
}
