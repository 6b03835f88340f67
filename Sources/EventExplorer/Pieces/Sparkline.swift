/// Values drawn with the eighths of a cell.
enum Sparkline {
  private static let levels: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  private static let parts: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]

  /// The last values, the newest right, scaled to the greatest; a space where there is none.
  static func text(_ values: [Int64?], columns: Int) -> String {
    let shown = values.suffix(max(0, columns))
    let top = max(1, shown.compactMap(\.self).max() ?? 1)
    let text = shown.map { value -> Character in
      guard let value else { return " " }
      let level = Int(Double(max(0, value)) / Double(top) * 7.999)
      return levels[min(7, level)]
    }
    return String(repeating: " ", count: max(0, columns - text.count)) + String(text)
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
