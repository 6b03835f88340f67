import EventExplorer
import EventSourcing
import TerminalScreen
import Testing

/// Appending by keyboard.
@Suite struct AppendingTests {
  private func store() -> Explored {
    Explored(FixtureStore(events: 60, hasWriters: false), kind: .store, name: "s.db")
  }

  private func fill(_ explored: inout Explored, type: String, metadata: String) {
    explored.type(type)
    explored.press(.enter)
    explored.type(metadata)
  }

  @Test func `an event is written, shown, stored, and followed until it is visible`() throws {
    var explored = store()
    explored.press(.up, .character("a"))
    fill(&explored, type: "NOTE q 1", metadata: #"{"text":"a q 2"}"#)
    #expect(explored.text.contains("NOTE q 1"))
    explored.press(.enter, .enter)
    #expect(explored.text.contains("This will be stored"))
    explored.press(.enter)
    #expect(explored.message.contains("stored, not visible yet: version "))
    let stored = try #require(explored.store.pending.last)
    #expect(stored.event.metadata.description == #"{"text":"a q 2"}"#)
    explored.store.show(stored, lag: 34_000)
    explored.refresh()
    #expect(explored.message.contains("visible after 34ms"))
  }

  @Test(arguments: [80, 120])
  func `what was appended is said with version and id in full`(columns: Int) throws {
    var explored = Explored(FixtureStore(events: 60), columns: columns)
    explored.press(.up, .character("a"), .enter)
    fill(&explored, type: "NOTE", metadata: "{}")
    explored.press(.enter, .enter, .enter)
    let stored = try #require(explored.store.pending.last)
    let words = "version \(stored.event.aggregateVersion), \(stored.event.eventID)"
    #expect(explored.message.contains(words), "\(explored.message)")
    explored.store.show(stored, lag: 1_234_000)
    explored.refresh()
    #expect(explored.message.contains("visible after 1.2s"))
    #expect(explored.message.contains(words), "\(explored.message)")
    explored.press(.up)
    #expect(explored.message.contains("events"))
  }

  @Test func `a flaw is named with its place, and nothing is sent`() {
    var explored = store()
    explored.press(.up, .character("a"))
    fill(&explored, type: "NOTE", metadata: #"{"a":01}"#)
    explored.press(.enter, .enter)
    #expect(explored.message.contains("character 7: "))
    #expect(!explored.text.contains("This will be stored"))
    #expect(explored.store.pending.isEmpty)
  }

  @Test func `the place of a flaw stands out, and Enter puts the cursor there`() throws {
    var explored = store()
    explored.press(.up, .character("a"))
    fill(&explored, type: "NOTE", metadata: #"{"漢":01}"#)
    explored.press(.enter)
    func marked() -> [Character?] {
      let grid = explored.frame.grid
      return (0..<grid.size.rows).flatMap { row in
        (0..<grid.size.columns).filter {
          grid[row: row, column: $0].style == Style(.bad, reversed: true)
        }.map { grid[row: row, column: $0].text }
      }
    }
    #expect(marked() == ["1"])
    explored.press(.enter)
    let cursor = try #require(explored.frame.cursor)
    #expect(explored.frame.grid[row: cursor.row, column: cursor.column].text == "1")
    explored.press(.backspace)
    #expect(marked().isEmpty)
    explored.press(.enter, .enter)
    #expect(explored.text.contains("This will be stored"))
  }

  @Test func `of several lines that are pasted the flaw's line is told`() {
    var explored = store()
    explored.press(.up, .character("a"))
    fill(&explored, type: "NOTE", metadata: "")
    explored.take(.paste("{\n  \"a\": 1,\n  \"b\": ,\n}"))
    #expect(explored.text.contains("line 3, character 8: a value is wanted"))
  }

  @Test func `a draft is kept when the form is left, and q asks before it is lost`() {
    var explored = store()
    explored.press(.up, .character("a"))
    fill(&explored, type: "NOTE", metadata: #"{"a":1}"#)
    explored.press(.escape, .character("q"))
    #expect(!explored.hasQuit)
    #expect(explored.message.contains("would be lost"))
    explored.press(.character("a"))
    #expect(explored.text.contains(#"{"a":1}"#))
    explored.press(.escape, .character("q"), .character("q"))
    #expect(explored.hasQuit)
  }

  @Test func `several events of one aggregate are written in one form and stored together`() throws
  {
    var explored = store()
    explored.press(.up, .character("a"))
    fill(&explored, type: "FIRST", metadata: #"{"n":1}"#)
    explored.press(.enter, .enter, .character("+"))
    #expect(explored.text.contains("Event 2, stored together with 1 event"))
    fill(&explored, type: "SECOND", metadata: #"{"n":2}"#)
    explored.press(.enter)
    #expect(explored.text.contains("FIRST {\"n\":1}"))
    #expect(explored.text.contains("SECOND {\"n\":2}"))
    #expect(explored.store.pending.isEmpty)
    explored.press(.enter)
    let stored = explored.store.pending.map(\.event)
    #expect(stored.map(\.eventType.description) == ["FIRST", "SECOND"])
    #expect(Set(stored.map(\.aggregateID)).count == 1)
    #expect(explored.message.contains("stored, not visible yet: 2 events, the last version"))
  }

  @Test func `Backspace in an empty event takes back the one before`() {
    var explored = store()
    explored.press(.up, .character("a"))
    fill(&explored, type: "FIRST", metadata: #"{"n":1}"#)
    explored.press(.enter, .enter, .character("+"), .backspace)
    #expect(explored.text.contains("Append an event"))
    #expect(explored.text.contains("FIRST"))
    explored.press(.enter, .enter, .enter)
    #expect(explored.text.contains("This will be stored"))
    explored.press(.character("+"), .escape, .character("q"))
    #expect(explored.message.contains("would be lost"))
  }

  @Test func `a conflict shows what the other wrote, and Enter goes after it`() throws {
    var explored = store()
    explored.press(.up, .character("a"))
    fill(&explored, type: "NOTE", metadata: "{}")
    explored.press(.enter, .enter)
    let other = explored.store.rows[3].recorded.event
    explored.store.outcome = .conflict(other.aggregateID, actual: 9, winner: other)
    explored.press(.enter)
    #expect(explored.text.contains("Someone else appended first"))
    #expect(explored.text.contains("at version 9 now"))
    #expect(explored.text.contains("\(other.eventType)"))
    explored.store.outcome = nil
    explored.press(.enter)
    #expect(explored.message.contains("stored"))
  }

  @Test func `an editor is given a member a line, and the form has what it left in one`() {
    var explored = store()
    explored.press(.up, .character("a"))
    fill(&explored, type: "NOTE", metadata: #"{"a":{"b":[1]},"c":"x y"}"#)
    explored.press(.function(4))
    let given = explored.store.terminal.compactMap { request -> String? in
      if case .edit(let text) = request { text } else { nil }
    }
    let lines = [
      "{", #"  "a": {"#, #"    "b": ["#, "      1", "    ]", "  },", #"  "c": "x y""#, "}",
    ]
    #expect(given == [lines.joined(separator: "\n") + "\n"])
    explored.store.serve(explored.state.receive(.edited("{\n  \"d\" : 2\n}\n")), &explored.state)
    #expect(explored.text.contains(#" {"d":2} "#))
    // What is no JSON yet is kept as it was written.
    explored.store.serve(explored.state.receive(.edited("{\"d\" : \n")), &explored.state)
    #expect(explored.text.contains(#"{"d" :"#))
    explored.press(.function(4))
    guard case .edit("{\"d\" : ")? = explored.store.terminal.last else {
      Issue.record("\(String(describing: explored.store.terminal.last))")
      return
    }
  }

  @Test func `a small form says what is wrong with the active field, a review shows all metadata`()
  {
    var explored = Explored(
      FixtureStore(events: 60, hasWriters: false), columns: 40, rows: 12, kind: .store, name: "s.db"
    )
    explored.press(.up, .character("a"))
    fill(&explored, type: "NOTE", metadata: #"{"a":1,}"#)
    #expect(explored.text.contains("character 8: "))
    explored.press(.backspace, .backspace)
    explored.type(#","b":"one two three four five"}"#)
    #expect(!explored.text.contains("character 8: "))
    explored.press(.enter, .enter)
    #expect(explored.text.contains("This will be stored"))
    explored.resize(columns: 60, rows: 20)
    #expect(explored.text.contains("three"))
    #expect(explored.text.contains(#"five"}"#))
  }

  @Test(arguments: [":", "3f", "3t", "/", "x", "p1"])
  func `a paste that has no room in a line is said to have none`(opening: String) {
    var explored = Explored(FixtureStore(events: 60), columns: 120)
    for character in opening { explored.press(.character(character)) }
    explored.take(.paste(String(repeating: "5", count: 5_000)))
    #expect(explored.text.contains("what was pasted has 5,000 bytes"), "\(explored.text)")
    explored.take(.paste("7"))
    #expect(!explored.text.contains("no text field"))
    #expect(explored.text.contains("7"))
  }

  @Test func `a pasted line end is text`() {
    var explored = store()
    explored.press(.up, .character("a"))
    explored.take(.paste("TWO\nLINES"))
    #expect(explored.text.contains("Append an event"))
    #expect(explored.text.contains(#"TWO\u{a}LINES"#))
  }

  @Test func `types and aggregates are completed`() {
    var explored = store()
    explored.press(.up, .character("a"))
    explored.type("MONEY_D")
    #expect(explored.text.contains("MONEY_DEPOSITED"))
    explored.press(.right, .enter)
    explored.type("{}")
    explored.press(.enter, .enter)
    #expect(explored.text.contains("type       MONEY_DEPOSITED"))
  }

  @Test func `a store that is only looked at takes nothing`() {
    var explored = Explored(
      FixtureStore(events: 10, hasWriters: false), kind: .readOnly, name: "s.db")
    explored.press(.character("a"))
    #expect(explored.message.contains("only looked at"))
    #expect(explored.text.contains("READ ONLY s.db"))
    #expect(!explored.text.contains("a append"))
  }
}
