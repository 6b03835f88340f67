import EventExplorer
import EventSourcing
import TerminalScreen
import Testing

/// What is on the screens when not all is well: nothing has come yet, something failed, something is lost,
/// someone else was first, hardly anything fits.
@Suite struct StateGoldenTests {
  private static let smallest = (columns: 20, rows: 5)

  private func explored(
    _ store: FixtureStore, _ size: GoldenTests.Size, kind: ExplorerSubject.Kind = .demo,
    name: String = "seed 7"
  ) -> Explored {
    Explored(store, columns: size.columns, rows: size.rows, kind: kind, name: name)
  }

  @Test(arguments: GoldenTests.Size.allCases, 1...5)
  func `nothing has come yet`(size: GoldenTests.Size, screen: Int) throws {
    var store = FixtureStore(events: 200)
    store.isSilent = true
    var explored = explored(store, size)
    explored.press(.character(Character("\(screen)")))
    try GoldenScreen.expect(explored.lines, "loading-\(screen)-\(size.rawValue)")
  }

  @Test(arguments: GoldenTests.Size.allCases) func `reading failed`(size: GoldenTests.Size) throws {
    var explored = explored(
      FixtureStore(events: 200, hasWriters: false), size, kind: .store, name: "accounts.db")
    explored.receive(
      .failed("accounts.db: the disk is full; free space on it, and press Ctrl-L"))
    try GoldenScreen.expect(explored.lines, "failed-\(size.rawValue)")
  }

  @Test(arguments: GoldenTests.Size.allCases, [1, 3, 4])
  func `events are lost`(size: GoldenTests.Size, screen: Int) throws {
    var store = FixtureStore(events: 200, hasWriters: false)
    store.lost = [195, 198]
    var explored = explored(store, size, kind: .store, name: "accounts.db")
    explored.press(.character(Character("\(screen)")), .up, .up)
    try GoldenScreen.expect(explored.lines, "lost-\(screen)-\(size.rawValue)")
  }

  @Test(arguments: GoldenTests.Size.allCases, 1...5)
  func `a store that is only looked at`(size: GoldenTests.Size, screen: Int) throws {
    var explored = explored(
      FixtureStore(events: 200, hasWriters: false), size, kind: .readOnly, name: "accounts.db")
    explored.press(.character(Character("\(screen)")))
    try GoldenScreen.expect(explored.lines, "read-only-\(screen)-\(size.rawValue)")
  }

  @Test(arguments: GoldenTests.Size.allCases)
  func `someone else appended first`(size: GoldenTests.Size) throws {
    var explored = explored(FixtureStore(events: 200), size)
    explored.press(.up, .character("a"), .enter)
    explored.type("NOTE")
    explored.press(.enter)
    explored.type("{}")
    explored.press(.enter, .enter)
    let other = explored.store.rows[3].recorded.event
    explored.store.outcome = .conflict(other.aggregateID, actual: 9, winner: other)
    explored.press(.enter)
    try GoldenScreen.expect(explored.lines, "conflict-\(size.rawValue)")
  }

  @Test(arguments: GoldenTests.Size.allCases, 2...6)
  func `the keys of each screen`(size: GoldenTests.Size, screen: Int) throws {
    var explored = explored(FixtureStore(events: 200), size)
    explored.press(.character(Character("\(screen)")), .character("?"))
    try GoldenScreen.expect(explored.lines, "help-\(screen)-\(size.rawValue)")
  }

  @Test(
    arguments: [
      ("aggregates", "2"), ("aggregate", "1^"), ("form", "a^"), ("help", "?"), ("palette", ":"),
      ("parameters", "p"), ("menu", "a"), ("search", "/"), ("go-to", "3t"), ("filter", "3f"),
    ])
  func `the smallest terminal`(name: String, keys: String) throws {
    var explored = Explored(
      FixtureStore(events: 50), columns: Self.smallest.columns, rows: Self.smallest.rows)
    explored.press(.up)
    for character in keys { explored.press(character == "^" ? .enter : .character(character)) }
    try GoldenScreen.expect(explored.lines, "\(name)-20x5")
  }
}
