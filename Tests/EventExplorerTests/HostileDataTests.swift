import EventExplorer
import EventSourcing
import TerminalScreen
import Testing

/// Other people's data: nothing in it reaches the terminal as a command, and columns stay straight.
@Suite struct HostileDataTests {
  private func hostile() throws -> Explored {
    var store = FixtureStore(events: 5, hasWriters: false)
    try store.add(
      aggregate: "evil\u{1b}]0;x\u{7}\u{202e}", type: "T\u{9b}31m\u{7f}\n",
      metadata: #"{"k\u001b":"\u0007 "# + "\u{202e}\u{9b}" + #"","n":"漢字👩‍💻"}"#)
    try store.add(aggregate: "漢字漢字漢字漢字漢字", type: "ＷＩＤＥ", metadata: #"{"é":"e\#u{301}"}"#)
    return Explored(store, kind: .store, name: "s\u{1b}.db")
  }

  private func expectSafe(_ explored: Explored) {
    for line in explored.lines {
      for scalar in line.unicodeScalars {
        let steers =
          scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value)
          || (0x202a...0x202e).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        #expect(!steers, "\(line.debugDescription)")
      }
    }
  }

  @Test func `control characters are shown, on every screen and in messages`() throws {
    var explored = try hostile()
    explored.press(.up)
    expectSafe(explored)
    #expect(explored.message.contains(#"evil\u{1b}]0;x\u{7}\u{202e}"#))
    explored.press(.enter)
    expectSafe(explored)
    #expect(explored.text.contains(#"\u{202e}"#))
    explored.press(.character("y"))
    expectSafe(explored)
    explored.press(.character("2"))
    expectSafe(explored)
    explored.press(.character("a"))
    expectSafe(explored)
  }

  @Test func `wide characters keep the frame straight`() throws {
    var explored = try hostile()
    for keys: [Key] in [[], [.character("2")], [.enter]] {
      for key in keys { explored.press(key) }
      let grid = explored.frame.grid
      for row in 3..<37 {
        #expect(grid[row: row, column: 0].text == "│")
        #expect(grid[row: row, column: 119].text == "│", "row \(row): \(grid.lines[row])")
      }
    }
  }

  @Test func `a huge event is shown without delay and scrolled`() throws {
    var store = FixtureStore(events: 1, hasWriters: false)
    let members = (0..<9_000).map { "\"key\($0)\":\($0)" }.joined(separator: ",")
    try store.add(aggregate: "big", type: "BIG", metadata: "{\(members)}")
    var explored = Explored(store, kind: .store)
    explored.press(.up, .down, .enter)
    #expect(explored.text.contains("more lines"))
    explored.press(.tab, .pageDown)
    #expect(!explored.text.contains("\"key0\""))
    explored.press(.end)
    #expect(explored.text.contains("}"))
    explored.press(.up)
    #expect(explored.text.contains("\"key8999\": 8999"))
  }
}
