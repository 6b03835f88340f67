import EventExplorer
import EventSourcing
import TerminalScreen
import Testing

/// Moving through the screens: what is selected stays so, and Esc leads back.
@Suite struct MovingTests {
  @Test func `a stream that is followed shows what comes, one that is not says how much`() throws {
    var explored = Explored(FixtureStore(events: 300, pending: 40))
    let last = explored.selectedLine
    let next = try #require(explored.store.pending.first)
    explored.store.show(next)
    explored.refresh()
    #expect(explored.selectedLine != last)
    #expect(explored.text.contains("followed"))

    explored.press(.up, .up, .up)
    let chosen = explored.selectedLine
    for event in explored.store.pending { explored.store.show(event) }
    explored.refresh()
    #expect(explored.selectedLine == chosen)
    #expect(explored.message.contains("39 new: G follows"))

    explored.press(.character("G"))
    #expect(explored.selectedLine != chosen)
    #expect(!explored.message.contains(" new: "))
  }

  @Test func `the whole stream is reached, and back`() throws {
    var explored = Explored(FixtureStore(events: 1_000))
    let first = Explored(FixtureStore(events: 1)).store.rows[0]
    explored.press(.character("g"))
    #expect(explored.message.contains("\(explored.store.rows[0].recorded.event.eventID)"))
    #expect(explored.store.rows[0].recorded.event == first.recorded.event)
    explored.press(.pageDown, .pageDown, .down)
    let place = 1 + 2 * 32 + 1
    #expect(
      explored.message.contains("\(explored.store.rows[place - 1].recorded.event.eventID)"))
    explored.press(.end)
    let last = try #require(explored.store.rows.last)
    #expect(explored.message.contains("\(last.recorded.event.eventID)"))
  }

  @Test func `another size and back leaves everything where it was`() {
    var explored = Explored(FixtureStore(events: 500))
    explored.press(.character("g"), .pageDown, .down, .down, .down)
    let before = explored.lines
    let selected = explored.message
    for (columns, rows) in [(80, 24), (20, 5), (5, 2), (1, 1), (300, 100), (0, 0)] {
      explored.resize(columns: columns, rows: rows)
    }
    explored.resize(columns: 120, rows: 40)
    #expect(explored.lines == before)
    #expect(explored.message == selected)
  }

  @Test func `an event leads to its aggregate, there through its versions, and back`() throws {
    var explored = Explored(FixtureStore(events: 200))
    explored.press(.up, .up)
    let event = try #require(explored.store.rows.dropLast(2).last).recorded.event
    explored.press(.enter)
    #expect(explored.text.contains("STATE at version \(event.aggregateVersion)"))
    #expect(explored.text.contains("KSUID \(event.eventID)"))
    explored.press(.character("g"))
    #expect(explored.text.contains("STATE at version 1"))
    #expect(explored.text.contains("● name"))
    explored.press(.escape)
    #expect(explored.message.contains("\(event.eventID)"))
  }

  @Test(arguments: [80, 120])
  func `a KSUID is taken apart in full`(columns: Int) throws {
    var explored = Explored(FixtureStore(events: 200), columns: columns, rows: 24)
    explored.press(.up, .up)
    let event = try #require(explored.store.rows.dropLast(2).last).recorded.event
    explored.press(.enter)
    let payload = event.eventID.payloadText
    #expect(explored.text.contains(payload.prefix(16)))
    #expect(explored.text.contains(payload.suffix(16)))
  }

  @Test func `the screens share one selection`() throws {
    var explored = Explored(FixtureStore(events: 200))
    explored.press(.up)
    let event = try #require(explored.store.rows.dropLast().last).recorded.event
    explored.press(.character("2"))
    #expect(explored.message.contains("\(event.aggregateID)"))
    explored.press(.enter, .character("g"), .character("1"))
    let first = try #require(
      explored.store.rows.first { row in
        row.recorded.event.aggregateID == event.aggregateID
          && row.recorded.event.aggregateVersion == 1
      })
    #expect(explored.message.contains("\(first.recorded.event.eventID)"))
  }

  @Test(arguments: ["1", "3", "4"] as [Character], ["2", "5"] as [Character])
  func `an aggregate's last event is selected on the screens of the stream`(
    screen: Character, from: Character
  ) throws {
    var explored = Explored(FixtureStore(events: 200))
    explored.press(.character(screen))
    explored.press(.character(from), .character("g"), .down, .down)
    let account = explored.message
    explored.press(.character(screen))
    let last = try #require(
      explored.store.rows.map(\.recorded).filter { account.contains("\($0.event.aggregateID)") }
        .max { $0.position < $1.position })
    #expect(explored.message.contains("\(last.event.eventID)"), "\(explored.message)")
    // What was chosen of it is what it stands for.
    explored.press(.enter, .up)
    let chosen = "\(explored.message.prefix(28))"
    explored.press(.character("2"), .character(screen))
    #expect(explored.message.hasPrefix(chosen), "\(explored.message)")
  }

  @Test(arguments: ["2", "5"] as [Character])
  func `what nobody chose leaves the end followed`(between: Character) {
    var explored = Explored(FixtureStore(events: 200))
    explored.press(.character(between), .character("1"))
    #expect(explored.text.contains("global stream, followed"))
    explored.press(.character("4"), .character(between), .character("4"))
    #expect(explored.lines[2].contains("followed"))
  }

  @Test
  func `a list that is sorted anew keeps what is selected, a long one is scrolled to its end`() {
    var explored = Explored(FixtureStore(events: 700, accounts: 200))
    explored.press(.character("2"), .character("g"), .down, .down, .down)
    let selected = explored.message
    explored.press(.right, .right, .character("s"))
    #expect(explored.message == selected)
    #expect(explored.text.contains("VERSION▼"))
    explored.press(.character("s"))
    #expect(explored.text.contains("VERSION▲"))
    explored.press(.left, .left, .character("s"), .character("g"))
    for _ in 0..<60 { explored.press(.pageDown) }
    let paged = explored.message
    explored.press(.character("g"), .character("G"))
    #expect(explored.message == paged)
  }

  @Test func `a search moves while it is typed, goes on, wraps, and Esc goes back`() throws {
    var explored = Explored(FixtureStore(events: 300))
    explored.press(.character("g"))
    let start = explored.message
    let created = explored.store.rows.filter {
      $0.recorded.event.eventType.description == "ACCOUNT_CREATED"
    }
    explored.press(.character("/"))
    explored.type("account_c")
    #expect(explored.message.contains("1 of \(created.count)"))
    explored.press(.escape)
    #expect(explored.message == start)

    explored.press(.character("/"))
    explored.type("account_c")
    explored.press(.enter, .character("n"))
    #expect(explored.message.contains("2 of \(created.count)"))
    explored.press(.character("N"), .character("N"))
    #expect(explored.message.contains("\(created.count) of \(created.count), went round the end"))

    explored.press(.character("/"))
    explored.type("ACCOUNT_x")
    explored.press(.enter)
    #expect(explored.message.contains("nothing here matches ACCOUNT_x: / searches anew"))
    explored.press(.character("/"))
    explored.type("~(")
    explored.press(.enter)
    #expect(explored.message.contains("no regular expression"))
  }

  @Test func `e finds the next event that is out of order, and says how far`() throws {
    var explored = Explored(FixtureStore(events: 300))
    explored.press(.character("g"), .character("e"))
    let first = try #require(explored.store.rows.first { $0.isDisordered && $0.row > 1 })
    #expect(explored.message.contains("out of order: \(first.displacement) place"))
  }

  @Test func `a click selects, a second one opens, tabs and the wheel work`() {
    var explored = Explored(FixtureStore(events: 100))
    func press(_ row: Int, _ column: Int) -> TerminalInput {
      .mouse(MouseEvent(kind: .press, column: column, row: row))
    }
    explored.take(press(10, 20))
    let selected = explored.message
    #expect(!explored.text.contains("followed"))
    explored.take(.mouse(MouseEvent(kind: .wheelUp, column: 20, row: 10)))
    #expect(explored.message != selected)
    explored.take(press(12, 20))
    explored.take(press(12, 20), after: 100_000)
    #expect(explored.text.contains("STATE at version"))
    explored.take(press(1, 2))
    #expect(explored.text.contains("global stream"))
    explored.take(press(1, 14))
    #expect(explored.text.contains("AGGREGATE▲"))
    explored.take(press(3, 3))
    #expect(explored.text.contains("AGGREGATE▼"))
  }

  @Test(arguments: ["e", "E"] as [Character])
  func `from the end that is followed the newest disorder is found`(key: Character) throws {
    var explored = Explored(FixtureStore(events: 200))
    let newest = try #require(explored.store.rows.last { $0.isDisordered })
    explored.press(.character(key))
    #expect(explored.message.contains("out of order"))
    #expect(!explored.message.contains("went round"))
    let id = "\(newest.recorded.event.eventID)"
    #expect(explored.selectedLine?.contains(id.prefix(6)) == true)
  }

  @Test(arguments: ["e", "E"] as [Character], [false, true])
  func `where nothing is out of order e says so`(key: Character, isFollowing: Bool) throws {
    var store = FixtureStore(events: 0)
    for number in 1...9 { try store.add(aggregate: "a\(number)", type: "T", metadata: "{}") }
    var explored = Explored(store)
    if !isFollowing { explored.press(.character("g")) }
    explored.press(.character(key))
    #expect(explored.message.contains("no event here is out of order or missed"))
  }

  @Test func `an event that the store has lost is shown as missing, and the others in their rows`()
  {
    var store = FixtureStore(events: 60)
    store.lost = [50, 60]
    var explored = Explored(store)
    #expect(explored.lines.count { $0.contains(" missing ") } == 2)
    #expect(explored.message.contains("cqrs verify"))
    #expect(explored.lines.count { $0.contains("see cqrs verify") } == 2)
    explored.press(.up)
    let id = "\(store.rows[58].recorded.event.eventID)"
    #expect(explored.selectedLine?.contains(id.prefix(6)) == true)
    #expect(!explored.message.contains("missing"))
    explored.press(.down)
    #expect(explored.message.contains("this event is missing: cqrs verify tells what"))
    explored.press(.enter)
    #expect(explored.message.contains("this event is missing"))
  }

  @Test func `that something is lost does not stand in the way of what else is said`() {
    var store = FixtureStore(events: 60, pending: 3)
    store.lost = [50, 59]
    var explored = Explored(store)
    explored.press(.character("]"))
    let said = explored.message
    for event in explored.store.pending { explored.store.show(event) }
    explored.refresh()
    #expect(explored.message == said)
  }

  @Test func `a read that failed is not repeated at once, but when a key is pressed`() {
    var explored = Explored(FixtureStore(events: 1_000))
    func asksForRows(_ requests: [ExplorerRequest]) -> Bool {
      requests.contains { if case .stream = $0 { true } else { false } }
    }
    #expect(asksForRows(explored.state.handle(.key(.home), at: 0)))
    #expect(!asksForRows(explored.state.receive(.stream(first: 1, []))))
    #expect(!asksForRows(explored.state.receive(.failed("the store is damaged"))))
    #expect(asksForRows(explored.state.handle(.key(.down), at: 1)))
  }
}
