import Architectures
import EventExplorer
import EventSourcing
import TerminalScreen
import Testing

/// The command palette: everything that has a name, with completion, values and what was given before.
@Suite struct PaletteTests {
  private func opened(_ text: String = "") -> Explored {
    var explored = Explored(FixtureStore(events: 90))
    explored.press(.character(":"))
    explored.type(text)
    return explored
  }

  /// The lines of the palette under the one that is typed.
  private func items(_ explored: Explored) -> [String] {
    let lines = explored.lines
    guard let first = lines.firstIndex(where: { $0.contains("│ :") }) else { return [] }
    return lines.dropFirst(first + 1).prefix { !$0.contains("└") }.map { line in
      let inside = line.split(separator: "│").max { $0.count < $1.count } ?? ""
      return inside.split(separator: " ").joined(separator: " ")
    }
  }

  @Test(arguments: ExplorerAction.allCases)
  func `every action is found by its name, with its keys and its words`(action: ExplorerAction) {
    let first = items(opened(action.rawValue)).first ?? ""
    #expect(first.hasPrefix(action.rawValue))
    for key in KeyMap.standard.keys(of: action) { #expect(first.contains(key.name)) }
    #expect(first.contains(action.words.prefix(30)))
  }

  @Test func `beginnings come before words within, parts, letters in order and what is said`() {
    let found = items(opened("pa")).map { $0.split(separator: " ").first.map(String.init) ?? "" }
    #expect(found.prefix(5) == ["page-up", "page-down", "pause", "parameters", "palette"])
    #expect(found.firstIndex(of: "next-pane") ?? 0 > found.firstIndex(of: "palette") ?? .max)
    #expect(items(opened("nxmt")).first?.hasPrefix("next-match") == true)
    #expect(items(opened("shell")).first?.hasPrefix("suspend") == true)
  }

  @Test(arguments: [
    ("rate 500", 500), ("writers 16", 16), ("shards 8", 8), ("clock-skew 200", 200),
    ("speed 2", 2_000), ("speed 0.25", 250),
  ])
  func `a command with a value sets it`(command: String, value: Int) {
    var explored = opened(command)
    explored.press(.enter)
    let settings = explored.store.status.settings
    let set = [
      "rate": settings.eventsPerSecond, "writers": settings.writers, "shards": settings.shards,
      "clock-skew": settings.clockSkewMilliseconds, "speed": settings.speedThousandths,
    ]
    #expect(set[command.split(separator: " ").first.map(String.init) ?? ""] == value)
    #expect(!explored.text.contains("Command"))
  }

  @Test(arguments: [
    ("rate 100001", "rate is a whole number from 0 to 100,000, not 100001"),
    ("rate much", "rate is a whole number"), ("writers 0", "from 1 to 256"),
    ("shards -1", "from 1 to 64"), ("clock-skew 1.5", "from 0 to 3,600,000"),
    ("speed 0", "speed is a number from 0.01 to 100"),
    ("reader nobody", "reader is checkpoint, overlap or safe-horizon"),
    ("theme blue", "theme is auto, dark or light"), ("pause 3", "pause takes no value"),
    ("pasue", "did you mean pause?"),
  ])
  func `what can't be done is said with what can, and the palette stays`(
    command: String, words: String
  ) {
    var explored = opened(command)
    let before = explored.store.status.settings
    explored.press(.enter)
    #expect(explored.message.contains(words))
    #expect(explored.text.contains("│ :\(command)"))
    #expect(explored.store.status.settings == before)
  }

  @Test func `a command without its value asks for it, and Enter alone changes nothing`() {
    var explored = opened("rat")
    explored.press(.enter)
    #expect(explored.text.contains("│ :rate "))
    #expect(items(explored).first == "rate 20 as it is now")
    #expect(explored.text.contains("a whole number from 0 to 100,000, now 20"))
    explored.press(.enter)
    #expect(explored.store.status.settings.eventsPerSecond == 20)
  }

  @Test func `Tab completes a name and then a value`() {
    var explored = opened("rea")
    explored.press(.tab)
    #expect(explored.text.contains("│ :read-model"))
    explored.press(.control("u"))
    explored.type("them")
    explored.press(.tab)
    explored.type("l")
    explored.press(.tab)
    #expect(explored.text.contains("│ :theme light"))
    explored.press(.enter)
    let wanted = explored.store.terminal.compactMap { request in
      if case .theme(let name) = request { name } else { nil }
    }
    #expect(wanted == [.light])
  }

  @Test(arguments: [
    ("goto 50%", 46), ("goto 7", 7), ("goto -1d", 1),
  ])
  func `a place of the whole stream is gone to from any screen`(command: String, row: Int) {
    var explored = opened(command)
    explored.press(.enter)
    #expect(explored.text.contains("no filter: f sets one"))
    let event = explored.store.rows[row - 1].recorded.event
    #expect(explored.message.contains("\(event.eventID)"))
  }

  @Test func `a filter's terms are completed, with the types and shards that there are`() throws {
    var explored = opened("filter ty")
    #expect(items(explored).contains("filter type:"))
    explored.press(.down, .enter)
    #expect(explored.text.contains("│ :filter type:"))
    let offered = items(explored)
    #expect(offered.contains("filter type:MONEY_DEPOSITED"))
    explored.type("money_d")
    explored.press(.tab)
    explored.press(.down, .tab)
    #expect(explored.text.contains("│ :filter type:MONEY_DEPOSITED"))
    explored.type(" !sh")
    explored.press(.down, .enter)
    #expect(items(explored).contains("filter type:MONEY_DEPOSITED !shard:3"))
    explored.type("3")
    explored.press(.enter)
    #expect(explored.store.filter == (try StreamFilter("type:MONEY_DEPOSITED !shard:3")))
    #expect(explored.lines[1].contains("3 Stream"))
    explored.press(.character(":"))
    explored.type("filter is:lost")
    explored.press(.enter)
    #expect(explored.message.contains("is: takes late or missed"))
  }

  @Test func `a list is sorted by a column's name, and the key's command sorts without one`() {
    var explored = opened("sort version")
    explored.press(.enter)
    #expect(explored.message.contains("screens 2 and 5"))
    explored.press(.escape, .character("2"), .character(":"))
    explored.type("sort")
    explored.press(.tab)
    #expect(items(explored).prefix(2) == ["sort id as it is now", "sort version"])
    explored.type("v")
    explored.press(.enter)
    #expect(explored.text.contains("VERSION▼"))
    explored.press(.character("5"), .character(":"))
    explored.type("sort account")
    explored.press(.enter)
    #expect(explored.text.contains("ACCOUNT▲"))
  }

  @Test func `another architecture is opened by its name, after a question where a draft is lost`()
  {
    var explored = opened("architecture aurora")
    explored.press(.enter)
    #expect(explored.store.openings.last?.architecture == .auroraServerless)
    explored = opened("append")
    explored.press(.enter, .enter)
    explored.type("draft")
    explored.press(.escape, .character(":"))
    explored.type("architecture quantum-ledger")
    explored.press(.enter)
    #expect(explored.message.contains("Enter again opens a demo of quantum-ledger"))
    explored.press(.enter)
    #expect(explored.store.openings.last?.architecture == .quantumLedger)
  }

  @Test func `the reader that is looked through is chosen by its name`() {
    var explored = opened("reader over")
    explored.press(.enter, .character(":"))
    explored.type("reader")
    #expect(items(explored).first?.contains("overlap") == true)
  }

  @Test func `what the demo's menu does has a name, too`() {
    var explored = opened("depos")
    #expect(items(explored).first == "deposit a d deposit into the selected account")
    explored.press(.enter)
    #expect(explored.message.contains("sent …"))
    var store = Explored(FixtureStore(events: 10, hasWriters: false), kind: .store)
    store.press(.character(":"))
    store.type("deposit")
    store.press(.enter)
    #expect(store.message.contains("this is for the demo's accounts"))
  }

  @Test func `what has no use here says so before it is chosen, and after`() {
    var explored = opened("rebuild")
    #expect(explored.text.contains("this is for screen 5"))
    explored.press(.enter)
    #expect(explored.message.contains("this is for screen 5"))
    explored.press(.character(":"))
    explored.press(.up)
    #expect(!explored.text.contains("│ :rebuild"))
  }

  @Test func `↑ on the first line brings back what was given before, ↓ goes on again`() {
    var explored = opened("rate 100")
    explored.press(.enter, .character(":"))
    explored.type("aggregates")
    explored.press(.enter, .character(":"), .up)
    #expect(explored.text.contains("│ :aggregates"))
    explored.press(.up)
    #expect(explored.text.contains("│ :rate 100"))
    explored.press(.up, .down, .down)
    #expect(!explored.text.contains("│ :rate") && !explored.text.contains("│ :agg"))
    explored.press(.up, .up, .enter)
    #expect(explored.store.status.settings.eventsPerSecond == 100)
  }

  @Test(arguments: [(20, 5), (40, 12), (80, 24), (200, 60)])
  func `the palette is drawn at every size`(columns: Int, rows: Int) {
    var explored = Explored(FixtureStore(events: 10), columns: columns, rows: rows)
    explored.press(.character(":"))
    for _ in 0..<80 { explored.press(.down) }
    #expect(explored.text.contains(":"))
  }
}
