import Foundation

/// Figures as a table for people: median, slowest, and the ratio to a yardstick.
struct Figures {
  private let base: Double

  /// Takes the yardstick's measurements.
  init(yardstick: [Double]) {
    base = Self.median(yardstick)
  }

  /// Prints the head of a table.
  func printHead(_ what: String, unit: String) {
    print("")
    print("| \(Self.padded(what)) | median \(unit) | slowest \(unit) | times the yardstick |")
    print("| ------------------------------------ | --------: | ---------: | ------------------: |")
  }

  /// Prints a row.
  func printRow(_ name: String, _ values: [Double]) {
    let cells = [
      Self.padded(name), Self.rounded(Self.median(values)), Self.rounded(values.max() ?? 0),
      Self.rounded(Self.median(values) / base),
    ]
    print("| " + cells.joined(separator: " | ") + " |")
  }

  /// The middle one.
  static func median(_ values: [Double]) -> Double {
    values.sorted()[values.count / 2]
  }

  /// With one decimal.
  static func rounded(_ value: Double) -> String {
    String(format: "%.1f", value)
  }

  private static func padded(_ name: String) -> String {
    name.padding(toLength: 36, withPad: " ", startingAt: 0)
  }
}
