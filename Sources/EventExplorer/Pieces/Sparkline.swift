/// Values drawn with the eighths of a cell.
enum Sparkline {
  private static let levels: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  private static let parts: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]

  /// The last values, the newest right, scaled to `top` or the greatest; a space where there is none.
  static func text(_ values: [Int64?], columns: Int, top: Int64? = nil) -> String {
    let shown = values.suffix(max(0, columns))
    let top = max(1, top ?? shown.compactMap(\.self).max() ?? 1)
    let text = shown.map { value -> Character in
      guard let value else { return " " }
      let level = Int(Double(max(0, value)) / Double(top) * 7.999)
      return levels[min(7, level)]
    }
    return String(repeating: " ", count: max(0, columns - text.count)) + String(text)
  }

  /// Upright bars in so many rows, a column a value, scaled to the greatest; what is not nothing is seen.
  static func columns(_ values: [Int64], rows: Int) -> [String] {
    let top = max(1, values.max() ?? 1)
    let eighths = values.map { value in
      value > 0 ? max(1, Int(Double(value) / Double(top) * Double(rows * 8))) : 0
    }
    return (0..<max(0, rows)).map { row in
      let floor = (rows - 1 - row) * 8
      return String(
        eighths.map { eighths in
          eighths <= floor ? " " : levels[min(8, eighths - floor) - 1]
        })
    }
  }

  /// A bar of so many columns for a value between nothing and full.
  static func bar(_ value: Int, of full: Int, columns: Int) -> String {
    guard full > 0, columns > 0 else { return "" }
    let eighths = min(max(0, value), full) * columns * 8 / full
    var text = String(repeating: "█", count: eighths / 8)
    if eighths % 8 > 0 { text.append(parts[eighths % 8 - 1]) }
    return text
  }
}
