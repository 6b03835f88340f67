/// Which columns of a table fit, and where.
enum ColumnLayout {
  /// A column.
  struct Column: Hashable, Sendable {
    var title: String
    /// Its width; of a flexible one the least.
    var width: Int
    /// The lowest goes first where not all fit.
    var rank: Int
    /// Whether it takes what is left over.
    var isFlexible = false
    var alignsRight = false
  }

  /// The columns that fit, each with its place: one space between them.
  static func fit(_ columns: [Column], into width: Int) -> [(index: Int, x: Int, width: Int)] {
    var kept = Array(columns.indices)
    func taken() -> Int { kept.reduce(kept.count - 1) { $0 + columns[$1].width } }
    while kept.count > 1, taken() > width,
      let lowest = kept.min(by: { columns[$0].rank < columns[$1].rank })
    {
      kept.removeAll { $0 == lowest }
    }
    let spare = max(0, width - taken())
    var x = 0
    return kept.map { index in
      var columnWidth = min(columns[index].width, width)
      if columns[index].isFlexible { columnWidth += spare }
      defer { x += columnWidth + 1 }
      return (index, x, columnWidth)
    }
  }
}
