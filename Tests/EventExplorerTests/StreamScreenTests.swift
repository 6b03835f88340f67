import EventExplorer
import EventSourcing
import TerminalScreen
import Testing
import VirtualTime

/// Screen 3: the whole stream, filters, and going to a place.
@Suite struct StreamScreenTests {
  private func explored(events: Int = 300, columns: Int = 140, rows: Int = 40) -> Explored {
    var explored = Explored(FixtureStore(events: events), columns: columns, rows: rows)
    explored.press(.character("3"))
    return explored
  }

  private func goTo(_ text: String, _ explored: inout Explored) {
    explored.press(.character("t"))
    explored.type(text)
    explored.press(.enter)
  }

  private func filter(_ text: String, _ explored: inout Explored) {
    explored.press(.character("f"))
    explored.type(text)
    explored.press(.enter)
  }

  @Test(arguments: GoldenTests.Size.allCases) func `the whole stream`(size: GoldenTests.Size) throws
  {
    var explored = explored(columns: size.columns, rows: size.rows)
    explored.press(.up, .up)
    try GoldenScreen.expect(explored.lines, "stream-\(size.rawValue)")
  }

  @Test(arguments: GoldenTests.Size.allCases) func `what a filter lets through`(
    size: GoldenTests.Size
  ) throws {
    var explored = explored(columns: size.columns, rows: size.rows)
    explored.store.looksAt = 200
    filter("type:money !shard:2", &explored)
    try GoldenScreen.expect(explored.lines, "filtered-\(size.rawValue)")
  }

  @Test(arguments: GoldenTests.Size.allCases) func `the line in which a place is typed`(
    size: GoldenTests.Size
  ) throws {
    var explored = explored(columns: size.columns, rows: size.rows)
    explored.press(.character("t"))
    explored.type("yesterday")
    explored.press(.enter)
    try GoldenScreen.expect(explored.lines, "go-to-\(size.rawValue)")
  }

  @Test func `the smallest terminal shows the list`() throws {
    var explored = explored(columns: 20, rows: 5)
    try GoldenScreen.expect(explored.lines, "stream-20x5")
    explored.press(.character("f"))
    explored.type("type:ACC")
    #expect(explored.lines.count == 5)
  }

  @Test func `a filter shows its events alone, and how many there are`() {
    var explored = explored()
    let opened = explored.store.rows.count {
      $0.recorded.event.eventType.description == "ACCOUNT_CREATED"
    }
    filter("type:account", &explored)
    #expect(explored.text.contains("\(opened) of 300"))
    #expect(!explored.text.contains("MONEY_DEPOSITED"))
    explored.press(.character("F"))
    #expect(explored.text.contains("MONEY_DEPOSITED"))
    explored.press(.character("F"))
    #expect(!explored.text.contains("MONEY_DEPOSITED"))
  }

  @Test func `Escape in the filter's line goes back to the filter before`() {
    var explored = explored()
    filter("type:account", &explored)
    explored.press(.character("f"))
    explored.type("type:money")
    #expect(explored.text.contains("MONEY_DEPOSITED"))
    explored.press(.escape)
    #expect(!explored.text.contains("MONEY_DEPOSITED"))
  }

  @Test func `a filter that is none says what is wrong, and stays in its line`() {
    var explored = explored()
    filter("kind:money", &explored)
    #expect(explored.text.contains("kind: is none of type:"))
    explored.press(.escape)
    #expect(explored.text.contains("no filter"))
  }

  @Test func `Tab completes the name of a term and a type that was seen`() {
    var explored = explored()
    explored.press(.character("g"), .character("f"))
    explored.type("ty")
    explored.press(.tab)
    explored.type("account_c")
    explored.press(.tab, .enter)
    #expect(explored.text.contains(" type:ACCOUNT_CREATED "))
  }

  @Test func `what goes on looking can be stopped, and goes on when it is asked again`() {
    var explored = explored()
    explored.store.looksAt = 120
    filter("type:money", &explored)
    #expect(explored.text.contains("… 40%"))
    explored.press(.escape)
    #expect(explored.text.contains("stopped at 40%"))
    explored.store.looksAt = .max
    explored.press(.character("f"), .enter)
    #expect(explored.text.contains("of 300"))
    #expect(!explored.text.contains("stopped"))
  }

  @Test(arguments: [
    ("1", 1), ("150", 150), ("50%", 151), ("100%", 300), ("0%", 1), ("9,999", 300),
  ]) func `a place is gone to`(typed: String, row: Int) {
    var explored = explored()
    goTo(typed, &explored)
    #expect(explored.selectedLine?.contains(" \(row) ") == true)
  }

  @Test func `a time, an id and a time ago are gone to`() throws {
    var explored = explored()
    let wanted = explored.store.rows[99]
    goTo("\(wanted.recorded.event.eventID)", &explored)
    #expect(explored.selectedLine?.contains(" 100 ") == true)
    goTo("2", &explored)
    let time = try #require(wanted.visibleAt).millisecondText.dropFirst(11).dropLast()
    let millisecond = try #require(Instant("2026-01-01 " + time))
    let atTime = try #require(
      explored.store.rows.first { ($0.visibleAt ?? millisecond) >= millisecond })
    goTo(String(time), &explored)
    #expect(explored.selectedLine?.contains(" \(atTime.row) ") == true)
    goTo("-10s", &explored)
    let row = try #require(
      explored.store.rows.first {
        explored.store.status.now - ($0.visibleAt ?? FixtureStore.start) <= 10_000_000
      })
    #expect(explored.selectedLine?.contains(" \(row.row) ") == true)
  }

  @Test func `with a filter the nearest of its events is gone to`() throws {
    var explored = explored()
    filter("type:account", &explored)
    goTo("1", &explored)
    let first = try #require(
      explored.store.rows.first {
        $0.recorded.event.eventType.description == "ACCOUNT_CREATED"
      })
    #expect(explored.selectedLine?.contains(" \(first.row) ") == true)
  }

  @Test func `the arrows go through time`() {
    var explored = explored()
    explored.press(.character("g"))
    let first = explored.selectedLine
    explored.press(.right)
    #expect(explored.selectedLine != first)
    explored.press(.left)
    #expect(explored.selectedLine == first)
  }

  @Test func `the event that is selected elsewhere is selected here, and back`() throws {
    var explored = Explored(FixtureStore(events: 300), columns: 140)
    explored.press(.up, .up, .up, .character("3"))
    #expect(explored.selectedLine?.contains(" 297 ") == true)
    explored.press(.up, .up, .character("1"))
    let id = "\(explored.store.rows[294].recorded.event.eventID)".suffix(5)
    #expect(explored.selectedLine?.contains(id) == true)
  }

  @Test func `a search goes through what the filter lets through`() throws {
    var explored = explored()
    filter("type:account", &explored)
    explored.press(.character("g"), .character("/"))
    explored.type("Z")
    explored.press(.enter)
    let matches = explored.store.rows.filter {
      let text = String(decoding: $0.recorded.event.metadata.bytes, as: UTF8.self)
      let ids = "\($0.recorded.event.eventID)\($0.recorded.event.aggregateID)"
      return $0.recorded.event.eventType.description == "ACCOUNT_CREATED"
        && (text + ids).contains("Z")
    }
    #expect(explored.text.contains("1 of \(matches.count)"))
  }

  @Test func `a lost event says so in its row`() {
    var store = FixtureStore(events: 40)
    store.lost = [38]
    var explored = Explored(store)
    explored.press(.character("3"))
    #expect(explored.text.contains("missing"))
  }
}
