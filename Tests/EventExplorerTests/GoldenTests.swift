import EventExplorer
import EventSourcing
import TerminalScreen
import Testing

/// Every screen and panel at the two sizes that people have.
@Suite struct GoldenTests {
  enum Size: String, CaseIterable {
    case wide = "120x40"
    case small = "80x24"

    var columns: Int { self == .wide ? 120 : 80 }
    var rows: Int { self == .wide ? 40 : 24 }
  }

  private func explored(_ size: Size, events: Int = 200, pending: Int = 3) -> Explored {
    Explored(FixtureStore(events: events, pending: pending), columns: size.columns, rows: size.rows)
  }

  @Test(arguments: Size.allCases) func `the global stream, followed`(size: Size) throws {
    try GoldenScreen.expect(explored(size).lines, "live-\(size.rawValue)")
  }

  @Test(arguments: Size.allCases) func `the pane of the shards`(size: Size) throws {
    var explored = explored(size)
    explored.press(.tab)
    try GoldenScreen.expect(explored.lines, "pane-\(size.rawValue)")
  }

  @Test(arguments: Size.allCases) func `the aggregates`(size: Size) throws {
    var explored = explored(size)
    explored.press(.character("2"), .right, .right, .character("s"))
    try GoldenScreen.expect(explored.lines, "aggregates-\(size.rawValue)")
  }

  @Test(arguments: Size.allCases) func `one aggregate`(size: Size) throws {
    var explored = explored(size)
    explored.press(.up, .up, .enter, .up)
    try GoldenScreen.expect(explored.lines, "aggregate-\(size.rawValue)")
  }

  @Test(arguments: Size.allCases) func `the form, with a flaw`(size: Size) throws {
    var explored = explored(size)
    explored.press(.up, .character("a"), .enter)
    explored.type("MONEY_DEPOSITED")
    explored.press(.enter)
    explored.type(#"{"amount":}"#)
    try GoldenScreen.expect(explored.lines, "form-\(size.rawValue)")
  }

  @Test(arguments: Size.allCases) func `what will be stored`(size: Size) throws {
    var explored = explored(size)
    explored.press(.up, .character("a"), .enter)
    explored.type("MONEY_DEPOSITED")
    explored.press(.enter)
    explored.type(#"{"amount":1250}"#)
    explored.press(.enter, .enter)
    try GoldenScreen.expect(explored.lines, "review-\(size.rawValue)")
  }

  @Test(
    arguments: Size.allCases,
    [("help", "?"), ("palette", ":"), ("parameters", "p"), ("menu", "a"), ("search", "/")])
  func `panels`(size: Size, panel: (String, Character)) throws {
    var explored = explored(size)
    explored.press(.up, .character(panel.1))
    try GoldenScreen.expect(explored.lines, "\(panel.0)-\(size.rawValue)")
  }

  @Test(arguments: Size.allCases) func `an empty store`(size: Size) throws {
    var explored = Explored(
      FixtureStore(events: 0, hasWriters: false), columns: size.columns, rows: size.rows,
      kind: .store, name: "empty.db")
    try GoldenScreen.expect(explored.lines, "empty-\(size.rawValue)")
    explored.press(.character("2"))
    try GoldenScreen.expect(explored.lines, "empty-aggregates-\(size.rawValue)")
  }

  @Test func `the smallest terminal, and one too small`() throws {
    var explored = Explored(FixtureStore(events: 50), columns: 20, rows: 5)
    try GoldenScreen.expect(explored.lines, "live-20x5")
    explored.resize(columns: 12, rows: 3)
    #expect(explored.text.contains("20×5"))
    explored.resize(columns: 20, rows: 5)
    try GoldenScreen.expect(explored.lines, "live-20x5")
  }
}
