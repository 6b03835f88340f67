import Architectures
import EventExplorer
import EventSourcing
import TerminalScreen
import Testing
import VirtualTime

/// Screen 4: what stands elsewhere in the index than it happened.
@Suite struct SkewTests {
  private func explored(
    _ store: FixtureStore = FixtureStore(events: 200, pending: 3), columns: Int = 120,
    rows: Int = 40, kind: ExplorerSubject.Kind = .demo
  ) -> Explored {
    var explored = Explored(store, columns: columns, rows: rows, kind: kind, name: "s.db")
    explored.press(.character("4"))
    return explored
  }

  /// Five events, of which the ids of the last two go back: `a b c d e` is `a e b d c` in the index.
  private func known() throws -> FixtureStore {
    var store = FixtureStore(events: 0)
    for (place, second) in [10, 30, 50, 40, 20].enumerated() {
      let name = ["a", "b", "c", "d", "e"][place]
      store.show(
        RecordedEvent(
          event: Event(
            aggregateID: try AggregateID(name), aggregateVersion: 1,
            eventID: KSUID(timestamp: UInt32(second), payloadHigh: 1, payloadLow: 2),
            eventVersion: 1, eventType: try EventType("T_\(name.uppercased())"), metadata: .empty),
          position: Int64(place + 1), committedAt: FixtureStore.start, shard: 1))
    }
    store.refreshStatus()
    return store
  }

  @Test func `both orders stand side by side, with the places that each event has moved`() throws {
    let explored = explored(try known())
    let lines = explored.lines[4..<9]
    let types = lines.compactMap { line in line.split(separator: " ").first { $0.hasPrefix("T_") } }
    #expect(types == ["T_A", "T_B", "T_C", "T_D", "T_E"])
    let ends = lines.map { $0.filter { $0 != "│" }.split(separator: " ").last ?? "" }
    #expect(ends == ["a", "e", "b", "d", "c"])
    let moves = lines.map { line in line.first { "↑↓".contains($0) }.map(String.init) ?? "" }
    #expect(moves == ["", "↑", "↓", "", "↓"])
    #expect(explored.text.contains("↑3") && explored.text.contains("↓2"))
    #expect(explored.text.contains("DISTANCES: 2 of 5 events in place"))
  }

  @Test func `what is selected is said with its place, and is marked in both columns`() throws {
    var explored = explored(try known())
    #expect(explored.message.contains("3 places earlier"))
    explored.press(.up)
    #expect(!explored.message.contains("places"))
    explored.press(.up)
    #expect(explored.message.contains("2 places later"))
    let grid = explored.frame.grid
    func isSelected(_ row: Int, _ column: Int) -> Bool {
      grid[row: row, column: column].style.isReversed
    }
    #expect((4..<9).filter { isSelected($0, 5) } == [6])
    #expect((4..<9).filter { isSelected($0, 110) } == [8])
  }

  @Test func `what the index does not show yet stands last, and takes its place when it comes`()
    throws
  {
    var explored = explored()
    let first = try #require(explored.store.pending.first)
    #expect(explored.lines.dropLast(2).count { $0.contains("not in the index yet") } == 3)
    #expect(explored.message.contains("not in the index yet"))
    for event in explored.store.pending { explored.store.show(event) }
    explored.refresh()
    #expect(!explored.text.contains("not in the index yet"))
    #expect(explored.text.contains("\(first.event.eventID)".prefix(6)))
  }

  @Test func `the newest is followed until one scrolls up, and G follows again`() throws {
    var explored = explored()
    #expect(explored.text.contains("followed"))
    for _ in 0..<4 { explored.press(.up) }
    let chosen = explored.selectedLine?.prefix(40)
    let event = try #require(explored.store.events.last)
    for _ in 0..<30 {
      try explored.store.add(aggregate: "new", type: "NEW", metadata: "{}")
    }
    explored.refresh()
    #expect(explored.selectedLine?.prefix(40) == chosen)
    #expect(explored.message.contains(" new: G follows"))
    #expect(!explored.text.contains("followed"))
    explored.press(.character("G"))
    #expect(explored.text.contains("followed"))
    #expect(!explored.text.contains("\(event.event.eventID)"))
  }

  @Test func `where the index is far behind, the list that is followed ends where it has come to`()
  {
    var explored = explored(FixtureStore(events: 400, pending: 200))
    #expect(explored.text.contains("not in it yet"))
    explored.store.status.now = explored.store.status.now.advanced(byMicroseconds: 1_000_000)
    for event in explored.store.pending.prefix(100) { explored.store.show(event) }
    explored.refresh()
    for event in explored.store.pending.prefix(40) { explored.store.show(event) }
    explored.refresh()
    explored.press(.character("1"), .character("4"))
    #expect((60...61).contains(400 - explored.store.rows.count))
    #expect(explored.lines.dropLast(2).count { $0.contains("not in the index yet") } < 10)
    #expect(explored.text.contains("newer ones are not in it yet"))
    explored.press(.up)
    explored.refresh()
    explored.press(.character("g"), .down)
    for _ in 0..<40 { explored.press(.pageDown) }
    #expect(
      explored.message.contains("\(explored.store.events.last?.event.eventID.description ?? "")"))
  }

  @Test func `a search finds what the followed list leaves out, and Esc follows again`() throws {
    var explored = explored(FixtureStore(events: 400, pending: 200))
    explored.refresh()
    let title = explored.lines[2]
    #expect(title.contains("newer ones are not in it yet"))
    let last = try #require(explored.store.events.last)
    explored.press(.character("/"))
    explored.type("\(last.event.eventID)")
    #expect(explored.selectedLine?.contains("\(last.event.eventID)".suffix(5)) == true)
    #expect(!explored.lines[2].contains("followed"))
    explored.press(.escape)
    #expect(explored.lines[2] == title)
  }

  @Test func `the selection is the same on the other screens`() throws {
    var explored = explored(FixtureStore(events: 200))
    for _ in 0..<7 { explored.press(.up) }
    let event = explored.store.events[192].event
    #expect(explored.message.contains("\(event.eventID)"))
    explored.press(.character("1"))
    #expect(explored.message.contains("\(event.eventID)"))
    explored.press(.up)
    let other = try #require(explored.message.split(separator: " ").first)
    explored.press(.character("4"))
    #expect(explored.message.contains(other))
    explored.press(.enter)
    #expect(explored.text.contains("KSUID \(other)"))
    explored.press(.escape)
    #expect(explored.message.contains(other))
    let aggregate = explored.store.events.first { "\($0.event.eventID)" == other }?.event
      .aggregateID
    explored.press(.character("2"))
    #expect(explored.message.contains("\(try #require(aggregate))"))
  }

  @Test(arguments: [false, true])
  func `e and E go to the next event that moved or was missed, say how far, and go round`(
    backwards: Bool
  ) throws {
    var explored = explored(try known())
    explored.press(.character("g"))
    let key = Key.character(backwards ? "E" : "e")
    explored.press(key)
    let found = backwards ? "3 places earlier; 3 of 3, went round the end" : "1 place later; 1 of 3"
    #expect(explored.message.contains("out of order: the index puts it \(found)"))
    explored.press(key)
    #expect(explored.message.contains("the index puts it 2 places later; 2 of 3"))
  }

  @Test func `e from the end that is followed finds the newest`() throws {
    var explored = explored(try known())
    explored.press(.character("e"))
    #expect(explored.message.contains("3 places earlier; 3 of 3"))
  }

  @Test func `a search goes along the order of commits, and Esc goes back`() throws {
    var explored = explored(try known())
    explored.press(.character("g"))
    let start = explored.message
    explored.press(.character("/"))
    explored.type("t_d")
    #expect(explored.message.contains("1 of 1"))
    #expect(explored.selectedLine?.contains("T_D") == true)
    explored.press(.escape)
    #expect(explored.message == start)
  }

  @Test func `a lost event stands as missing in the order of commits`() throws {
    var store = try known()
    store.lost = [2]
    var explored = explored(store)
    #expect(explored.lines[5].contains("missing"))
    explored.press(.up, .up, .up)
    #expect(explored.message.contains("this event is missing: cqrs verify"))
    explored.press(.enter)
    #expect(explored.message.contains("this event is missing"))
  }

  @Test func `an empty store says how there comes to be an event`() {
    var explored = explored(FixtureStore(events: 0, hasWriters: false), kind: .store)
    #expect(explored.text.contains("no events yet: a appends one"))
    explored.press(.enter)
    #expect(explored.message.contains("no events yet"))
  }

  @Test func `rows that can't be read are not asked for again until something moves`() {
    var explored = Explored(FixtureStore(events: 30))
    func asks(_ requests: [ExplorerRequest]) -> Int {
      requests.count { if case .skew = $0 { true } else { false } }
    }
    #expect(asks(explored.state.handle(.key(.character("4")), at: 0)) == 2)
    #expect(asks(explored.state.receive(.skew(.rows(first: 1, [])))) == 0)
    #expect(asks(explored.state.receive(.skew(.figures(nil)))) == 0)
    #expect(explored.text.contains("the events can't be read: cqrs verify"))
    #expect(explored.text.contains("they can't be read"))
    explored.store.status.visibleRows += 1
    #expect(asks(explored.state.receive(.status(explored.store.status))) == 2)
  }

  @Test func `a step goes on until an event moves, shows what came of it, and marks it`() throws {
    var explored = explored(FixtureStore(events: 60, pending: 2))
    func steps(_ explored: inout Explored) -> Int {
      let requests = explored.state.receive(.status(explored.store.status))
      explored.store.serve(requests, &explored.state)
      return requests.count { if case .step = $0 { true } else { false } }
    }
    explored.press(.character("."))
    #expect(explored.store.status.settings.isPaused)
    #expect(explored.message.contains("one step"))
    #expect(steps(&explored) == 1)
    let next = try #require(explored.store.pending.first)
    explored.store.show(next)
    #expect(steps(&explored) == 0)
    #expect(explored.message.contains("one step: 1 event shown by the index"))
    #expect(explored.lines.count { $0.contains("•") } == 1)
    explored.press(.character(" "))
    #expect(!explored.text.contains("•"))
    #expect(steps(&explored) == 0)
  }

  @Test func `a step that moves no event ends`() {
    var explored = explored(FixtureStore(events: 60))
    explored.press(.character("."))
    var waiting = true
    var count = 0
    while waiting, count < 10_000 {
      waiting = explored.state.receive(.status(explored.store.status)).contains {
        if case .step = $0 { true } else { false }
      }
      count += 1
    }
    #expect(count > 10 && count < 10_000)
    #expect(explored.message.contains("no event has moved"))
  }

  @Test func `each writer's clock is a hand behind the true time or ahead of it`() throws {
    let explored = explored()
    let lines = explored.lines.filter { $0.contains("writer ") }
    #expect(lines.count == 4)
    #expect(lines[0].contains("-42ms") && lines[0].contains("◀"))
    #expect(lines[1].contains("0ms") && !lines[1].contains("◀") && !lines[1].contains("▶"))
    #expect(lines[2].contains("+93ms") && lines[2].contains("▶"))
    func hand(_ line: String) -> Int { line.count { $0 == "─" } }
    #expect(hand(lines[2]) > hand(lines[0]) && hand(lines[0]) > hand(lines[3]))
    let still = self.explored(FixtureStore(events: 9, hasWriters: false), kind: .store)
    #expect(still.text.contains("no writers run here"))
  }

  @Test(arguments: [120, 80])
  func `large figures stand apart and are not cut`(columns: Int) {
    var store = FixtureStore(events: 9)
    store.status.readers = [
      ReaderStatus(
        strategy: .safeHorizon, delivered: 1_234_567, missed: 1_066_928, outOfOrder: 120_328)
    ]
    let explored = explored(store, columns: columns)
    #expect(explored.text.contains("safe-horizon  1234567 1066928 120,328"))
  }

  @Test func `many clocks are told of in the room there is`() {
    var store = FixtureStore(events: 9)
    store.status.writerClocks = (1...64).map {
      WriterClockStatus(number: $0, offsetMicroseconds: Int64($0 - 30) * 1_000)
    }
    #expect(explored(store).text.contains("58 more, -23ms to +34ms"))
  }

  @Test func `an index that keeps the order of commits is said to`() throws {
    var store = FixtureStore(events: 0)
    store.keepsOrder = true
    for number in 1...9 { try store.add(aggregate: "a\(number)", type: "T", metadata: "{}") }
    let explored = explored(store)
    #expect(explored.text.contains("the index keeps the order of commits"))
    #expect(explored.text.contains("DISTANCES: 9 of 9 events in place"))
    let grid = explored.frame.grid
    #expect((4..<13).allSatisfy { grid[row: $0, column: 50].style.role != .warning })
  }

  @Test(arguments: [(118, false), (80, true), (60, true)])
  func `Tab shows the figures that have no room beside the others`(columns: Int, isShort: Bool) {
    var explored = explored(columns: columns, rows: 24)
    let heads = ["INVERSIONS/s", "WRITERS' CLOCKS", "DISTANCES"]
    var seen = Set(heads.filter { explored.text.contains($0) })
    #expect((seen.count < 3) == isShort)
    for _ in 0..<3 {
      explored.press(.tab)
      seen.formUnion(heads.filter { explored.text.contains($0) })
    }
    #expect(seen.count == 3)
    if !isShort { #expect(explored.message.contains("all figures are in view")) }
  }

  @Test(arguments: [50, 30, 20])
  func `a narrow screen has one list with the distances`(columns: Int) throws {
    let explored = explored(try known(), columns: columns, rows: 12)
    #expect(explored.text.contains("↑3") && explored.text.contains("↓2"))
    #expect(!explored.text.contains("→"))
  }

  @Test func `a click selects in either column, a second one opens, the wheel scrolls`() throws {
    var explored = explored(try known())
    func press(_ row: Int, _ column: Int) -> TerminalInput {
      .mouse(MouseEvent(kind: .press, column: column, row: row))
    }
    explored.take(press(5, 20))
    #expect(explored.message.contains(" b v1"))
    explored.take(press(5, 100))
    #expect(explored.message.contains(" e v1"))
    explored.take(press(9, 100))
    #expect(explored.message.contains(" e v1"))
    explored.take(.mouse(MouseEvent(kind: .wheelUp, column: 20, row: 10)))
    #expect(explored.message.contains(" b v1"))
    explored.take(press(8, 100))
    explored.take(press(8, 100), after: 100_000)
    #expect(explored.text.contains("STATE at version"))
    #expect(explored.text.contains("┌─ c "))
  }

  @Test func `texts of others reach the screen made visible`() throws {
    var store = FixtureStore(events: 3)
    try store.add(aggregate: "evil\u{1b}]0;x", type: "T\u{9b}31m", metadata: "{}")
    let explored = explored(store)
    #expect(explored.text.contains(#"\u{1b}"#))
    #expect(!explored.text.unicodeScalars.contains { $0.value == 0x1b || $0.value == 0x9b })
  }

  @Test func `no size breaks it`() throws {
    var explored = explored()
    for _ in 0..<5 { explored.press(.up) }
    let before = explored.lines
    for columns in stride(from: 1, through: 130, by: 3) {
      for rows in [1, 5, 7, 10, 13, 16, 19, 24, 30, 50] {
        explored.resize(columns: columns, rows: rows)
        #expect(explored.frame.grid.size == TerminalSize(columns: columns, rows: rows))
      }
    }
    explored.resize(columns: 120, rows: 40)
    #expect(explored.lines == before)
  }
}
