import EventExplorer
import EventSourcing
import TerminalScreen
import Testing

/// `x` on every screen: what is asked for, and what is said of it.
@Suite struct ExportPromptTests {
  private func explored() -> Explored { Explored(FixtureStore(events: 60)) }

  /// Exports the screen under the name that is offered.
  private func exported(_ explored: inout Explored) throws -> Export {
    explored.press(.character("x"), .enter)
    return try #require(explored.store.exports.last)
  }

  @Test func `each screen is exported as it is filtered and sorted`() throws {
    var explored = explored()
    var export = try exported(&explored)
    #expect(export.content == .stream(filter: nil))
    #expect((export.path, export.form) == ("stream.jsonl", .jsonLines))
    #expect(explored.message.contains("wrote 60 events, 0 bytes to stream.jsonl"))

    explored.press(.character("2"), .right, .right, .character("s"))
    export = try exported(&explored)
    #expect(export.content == .aggregates(.version, descending: true, matching: nil))
    #expect((export.path, export.form) == ("aggregates.csv", .csv))

    explored.press(.enter)
    export = try exported(&explored)
    guard case .history(let opened) = export.content else {
      Issue.record("\(export)")
      return
    }
    #expect(explored.lines[2].contains("\(opened)"))
    #expect(export.path == "\(opened).jsonl")

    explored.press(.character("3"), .character("f"))
    explored.type("type:money")
    explored.press(.enter)
    export = try exported(&explored)
    #expect(export.content == .stream(filter: try StreamFilter("type:money")))
    #expect(export.path == "filtered.jsonl")
    explored.store.files = [:]
    explored.press(.character("F"))
    #expect(try exported(&explored).content == .stream(filter: nil))

    explored.press(.character("4"))
    #expect(try exported(&explored).content == .commits)
    explored.press(.character("5"), .character("s"))
    #expect(
      try exported(&explored).content == .accounts(.checkpoint, .difference, isReversed: true))
  }

  @Test func `a file that is there is told where its name can be mended`() throws {
    var explored = explored()
    _ = try exported(&explored)
    _ = try exported(&explored)
    #expect(explored.text.contains("stream.jsonl is there already"))
    #expect(explored.frame.cursor != nil)
    explored.press(.control("u"))
    explored.type("b.JSON")
    explored.press(.enter)
    #expect(explored.store.exports.last?.form == .json)
    #expect(explored.message.contains("to b.JSON"))
  }

  @Test(arguments: [Key.escape, .control("c")])
  func `an export runs on behind other screens, and is cancelled`(key: Key) throws {
    var explored = explored()
    explored.store.exportStops = .writing(21, of: 60)
    _ = try exported(&explored)
    explored.press(.character("3"))
    #expect(explored.message.contains("exporting to stream.jsonl: 21 of 60 events, 35%"))
    explored.press(.character("x"))
    #expect(explored.message.contains("an export runs: Esc cancels it"))
    explored.press(key)
    #expect(explored.message.contains("export cancelled: no file was made"))
    #expect(explored.text.contains("3 Stream") && !explored.hasQuit)
    explored.store.exportStops = .failed("the disk is full")
    explored.press(.character("x"))
    #expect(explored.text.contains("Export the global stream"))
    explored.press(.enter)
    #expect(explored.message.contains("the disk is full") && explored.frame.cursor == nil)
  }

  @Test func `nothing is exported where nothing is`() {
    var explored = Explored(FixtureStore(events: 0))
    for screen: Character in ["1", "2", "3", "4", "5"] {
      explored.press(.character(screen), .character("x"))
      #expect(explored.frame.cursor == nil && explored.store.exports.isEmpty)
    }
  }

  @Test(arguments: ["../../etc/passwd", "-rf", "a/b c", "", "\u{1b}]0;x"])
  func `an aggregate's id chooses neither folder nor option`(id: String) throws {
    var store = FixtureStore(events: 1)
    store.rows[0].recorded.event.aggregateID = try AggregateID(id.isEmpty ? "漢字" : id)
    var explored = Explored(store)
    explored.press(.enter)
    let path = try exported(&explored).path
    #expect(path.hasSuffix(".jsonl") && !path.hasPrefix("-") && !path.hasPrefix("."))
    #expect(path.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) })
  }
}
