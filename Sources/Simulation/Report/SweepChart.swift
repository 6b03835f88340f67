import Architectures

/// One figure of a sweep's runs as bars, the architectures one below the other and all to one scale.
public struct SweepChart: Sendable {
  private let rows: [SweepRow]
  private let figure: Figure

  /// The least columns that the longest bar gets.
  private static let leastBar = 10

  /// Creates a chart.
  /// - Parameters:
  ///   - rows: The runs, in the order of the bars.
  ///   - figure: What the bars show.
  public init(_ rows: [SweepRow], figure: Figure) {
    self.rows = rows
    self.figure = figure
  }

  /// The chart's lines.
  public func lines(_ style: TextStyle) -> [String] {
    let labels = rows.map { row in row.swept.map { "\($0.name) \($0.value)" } }
      .map { $0.joined(separator: ", ") }
    let texts = rows.map { figure.text($0.report) ?? "-" }
    let (labelWidth, textWidth) = (labels.map(\.count).max() ?? 0, texts.map(\.count).max() ?? 0)
    let width = max(Self.leastBar, style.columns - labelWidth - textWidth - 4)
    let top = rows.compactMap { figure.millionths($0.report) }.max() ?? 0
    let axis = style.isUnicode ? "│" : "|"
    var lines = [figure.label]
    var architectures: [ArchitectureRows] = []
    for (place, row) in rows.enumerated() {
      let name = row.report.architecture.rawValue
      if let known = architectures.firstIndex(where: { $0.name == name }) {
        architectures[known].places.append(place)
      } else {
        architectures.append(ArchitectureRows(name: name, places: [place]))
      }
    }
    for architecture in architectures {
      lines += ["", architecture.name]
      for place in architecture.places {
        let value = figure.millionths(rows[place].report) ?? 0
        let bar = Self.bar(value, of: top, columns: width, style)
        let end = (bar.isEmpty ? "" : bar + " ") + texts[place]
        lines.append("  " + labels[place].left(labelWidth) + axis + end)
      }
    }
    return lines
  }

  private struct ArchitectureRows {
    var name: String
    var places: [Int]
  }

  /// The eighths of a column, from one to eight.
  private static let eighths = ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]

  /// A bar for a value between nothing and the greatest.
  package static func bar(_ value: Int128, of top: Int128, columns: Int, _ style: TextStyle)
    -> String
  {
    guard top > 0, value > 0 else { return "" }
    guard style.isUnicode else {
      return String(repeating: "#", count: max(1, Int(value * Int128(columns) / top)))
    }
    let parts = max(1, Int(value * Int128(columns * 8) / top))
    let rest = parts % 8
    return String(repeating: "█", count: parts / 8) + (rest > 0 ? eighths[rest - 1] : "")
  }
}
