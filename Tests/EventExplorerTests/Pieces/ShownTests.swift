import TerminalScreen
import Testing
import VirtualTime

@testable import EventExplorer

@Suite struct ShownTests {
  @Test(arguments: [(0, "0"), (999, "999"), (1_000, "1,000"), (-1_234_567, "-1,234,567")])
  func `counts have their thousands apart`(number: Int64, text: String) {
    #expect(Shown.count(number) == text)
  }

  @Test(arguments: [
    (0, "0 events"), (1, "1 event"), (2, "2 events"), (1_000, "1,000 events"),
    (12_345, "12,345 events"),
  ])
  func `what is counted is one or several`(number: Int, text: String) {
    #expect(Shown.count(number, "event") == text)
    #expect(Shown.count(number, "is", "are").hasSuffix(number == 1 ? " is" : " are"))
  }

  @Test(arguments: [
    ("", 5, []), ("one two three", 7, ["one two", "three"]), ("one two", 3, ["one", "two"]),
    ("longer", 4, ["long", "er"]), ("a 漢字漢 b", 4, ["a", "漢字", "漢 b"]), ("漢", 1, ["漢"]),
  ])
  func `a text is broken between its words`(text: String, columns: Int, lines: [String]) {
    #expect(text.wrapped(to: columns) == lines)
  }

  @Test(arguments: [
    (0, "0ms"), (999, "0ms"), (21_000, "21ms"), (999_999, "999ms"), (2_150_000, "2.1s"),
    (59_999_999, "59s"), (185_000_000, "3m05s"), (7_800_000_000, "2h10m"),
    (260_000_000_000, "3d"), (-5_000, "-5ms"),
  ])
  func `lengths of time take six columns`(microseconds: Int64, text: String) {
    #expect(Shown.length(microseconds) == text)
    #expect(text.displayWidth <= 6)
  }

  @Test func `an id keeps its beginning and its end`() {
    let id = "0ujtsYcgvSTl8PAuAdqWYSMnLOv"
    #expect(Shown.shortID(id, columns: 12) == "0ujtsY…MnLOv")
    #expect(Shown.shortID("short", columns: 12) == "short")
    for columns in 1...30 {
      #expect(Shown.shortID("漢字漢字漢字漢字漢字漢字", columns: columns).displayWidth <= columns)
    }
  }

  @Test(arguments: [
    (1_000, "1.0×"), (250, "0.25×"), (100, "0.1×"), (50, "0.05×"), (100_000, "100×"),
  ])
  func `speeds are short`(thousandths: Int, text: String) {
    #expect(Shown.speed(thousandths: thousandths) == text)
  }

  @Test func `a sparkline is scaled to its greatest, a bar to what is full`() {
    #expect(Sparkline.text([nil, 0, 50, 100], columns: 5) == "  ▁▄█")
    #expect(Sparkline.bar(500, of: 1_000, columns: 4) == "██")
    #expect(Sparkline.bar(2_000, of: 1_000, columns: 4) == "████")
    #expect(Sparkline.bar(570, of: 1_000, columns: 2) == "█▏")
  }
}
