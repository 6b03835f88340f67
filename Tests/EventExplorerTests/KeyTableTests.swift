import EventExplorer
import Foundation
import TerminalScreen
import Testing

/// The README's table of keys, which is made of the key map.
@Suite struct KeyTableTests {
  private static let (start, end) = ("<!-- keys -->\n", "<!-- end of keys -->")

  /// The table: as the help has it, two actions beside each other.
  private static var table: String {
    let cells = ExplorerAction.allCases.compactMap { action -> String? in
      let keys = KeyMap.standard.keys(of: action).map { "`\($0.name)`" }
      guard !keys.isEmpty else { return nil }
      return "\(keys.joined(separator: " ")) | \(action.words)"
    }
    let rows = (cells.count + 1) / 2
    let lines = (0..<rows).map { row in
      "| \(cells[row]) | \(row + rows < cells.count ? cells[row + rows] : " | ") |"
    }
    return (["| key | does | key | does |", "| --- | --- | --- | --- |"] + lines)
      .joined(separator: "\n") + "\n"
  }

  @Test func `the README's table of keys is the key map's`() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../README.md").standardized
    let text = try String(contentsOf: file, encoding: .utf8)
    let start = try #require(text.range(of: Self.start), "README.md lacks \(Self.start)")
    let end = try #require(text.range(of: Self.end), "README.md lacks \(Self.end)")
    guard text[start.upperBound..<end.lowerBound] != Self.table else { return }
    guard ProcessInfo.processInfo.environment["CQRS_RECORD_GOLDEN"] == nil else {
      let written = text[..<start.upperBound] + Self.table + text[end.lowerBound...]
      return try Data(written.utf8).write(to: file)
    }
    Issue.record("README.md has another table of keys; CQRS_RECORD_GOLDEN=1 writes it anew")
  }
}
