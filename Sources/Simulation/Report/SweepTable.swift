import Architectures

/// The runs of a sweep, one below the other: a row a run, the figures that fit beside each other.
public struct SweepTable: Sendable {
  private let rows: [SweepRow]
  private let chosen: Figure

  /// The figures that have a column, the most telling first; those of what nobody sweeps come last.
  private static let wanted = [
    "appended", "append-p99", "lag-p99", "checkpoint-missed", "cost", "inversions",
    "overlap-missed", "safe-horizon-missed", "conflicts", "throttled", "wait-p99",
  ]

  /// What stands behind a run that was cut off.
  private static let partialMark = "(partial)"

  /// Creates a table.
  /// - Parameters:
  ///   - rows: The runs, in the order of the rows.
  ///   - figure: The figure that the reader is after; it always has a column.
  public init(_ rows: [SweepRow], figure: Figure) {
    self.rows = rows
    chosen = figure
  }

  private struct Column {
    var heading: [String]
    var cells: [String]
    var isLeft = false

    var width: Int { (heading + cells).map(\.count).max() ?? 0 }

    func text(_ cell: String) -> String { isLeft ? cell.left(width) : cell.right(width) }
  }

  /// The table's lines.
  public func lines(_ style: TextStyle) -> [String] {
    guard let first = rows.first else { return [] }
    var columns = first.swept.indices.map { place in
      Column(heading: ["", first.swept[place].name], cells: rows.map { $0.swept[place].value })
    }
    columns.append(
      Column(
        heading: ["", "architecture"], cells: rows.map(\.report.architecture.rawValue),
        isLeft: true))
    var width = columns.reduce(0) { $0 + $1.width + 2 } - 2
    if rows.contains(where: \.report.isPartial) { width += Self.partialMark.count + 2 }
    let figures = [chosen] + Self.wanted.filter { $0 != chosen.name }.compactMap(Figure.named)
    var added: [(name: String, column: Column)] = []
    for figure in figures {
      guard rows.contains(where: { figure.millionths($0.report) != nil }) else { continue }
      let column = column(figure)
      guard width + 2 + column.width <= style.columns || figure.name == chosen.name else { break }
      width += 2 + column.width
      added.append((figure.name, column))
    }
    // They stand in the order that they have everywhere.
    for figure in Figure.all { columns += added.filter { $0.name == figure.name }.map(\.column) }
    return lines(of: columns)
  }

  private func column(_ figure: Figure) -> Column {
    let words = figure.heading.split(separator: " ")
    let end = words.dropFirst().joined(separator: " ")
    let unit = figure.unit.isEmpty ? "" : figure.unit
    return Column(
      heading: [String(words[0]), [end, unit].filter { !$0.isEmpty }.joined(separator: ", ")],
      cells: rows.map { figure.text($0.report) ?? "-" })
  }

  private func lines(of columns: [Column]) -> [String] {
    let headings = [0, 1].map { line in columns.map { $0.text($0.heading[line]) } }
    let body = rows.indices.map { row in
      columns.map { $0.text($0.cells[row]) }
        + (rows[row].report.isPartial ? [Self.partialMark] : [])
    }
    return (headings + body).map { $0.joined(separator: "  ").withoutEndingBlanks }
  }
}
