import EventExplorer
import EventSourcing
import TerminalScreen
import Testing

/// Screen 5 at the two sizes that people have, and at the smallest.
@Suite struct ReadModelGoldenTests {
  private func explored(_ size: GoldenTests.Size, prepare: (inout FixtureStore) -> Void = { _ in })
    -> Explored
  {
    var store = FixtureStore(events: 70, pending: 3)
    prepare(&store)
    var explored = Explored(store, columns: size.columns, rows: size.rows)
    explored.press(.character("5"), .character("g"))
    return explored
  }

  @Test(arguments: GoldenTests.Size.allCases)
  func `the accounts that are wrong come first`(size: GoldenTests.Size) throws {
    try GoldenScreen.expect(explored(size).lines, "readmodel-\(size.rawValue)")
  }

  @Test(arguments: GoldenTests.Size.allCases)
  func `the events that an account lacks`(size: GoldenTests.Size) throws {
    var explored = explored(size)
    explored.press(.down, .enter)
    try GoldenScreen.expect(explored.lines, "readmodel-events-\(size.rawValue)")
  }

  @Test(arguments: GoldenTests.Size.allCases)
  func `a rebuild half way`(size: GoldenTests.Size) throws {
    var explored = explored(size) { store in
      store.rebuild = RebuildProgress(reader: .checkpoint, events: 6_420, total: 12_345)
    }
    explored.press(.character("R"))
    try GoldenScreen.expect(explored.lines, "readmodel-rebuild-\(size.rawValue)")
  }

  @Test func `a store of other types, one of both, an empty one`() throws {
    var others = FixtureStore(events: 0, hasWriters: false)
    for number in 1...3 { try others.add(aggregate: "note\(number)", type: "NOTE", metadata: "{}") }
    var mixed = FixtureStore(events: 40, hasWriters: false)
    for number in 1...3 { try mixed.add(aggregate: "note\(number)", type: "NOTE", metadata: "{}") }
    let stores = [
      "unknown": others, "mixed": mixed, "empty": FixtureStore(events: 0, hasWriters: false),
    ]
    for (name, store) in stores {
      var explored = Explored(store, columns: 80, rows: 24, kind: .store, name: "s.db")
      explored.press(.character("5"), .character("g"))
      try GoldenScreen.expect(explored.lines, "readmodel-\(name)-80x24")
    }
  }

  @Test func `the smallest terminal`() throws {
    var explored = explored(.small)
    explored.resize(columns: 20, rows: 5)
    explored.press(.character("g"))
    try GoldenScreen.expect(explored.lines, "readmodel-20x5")
  }
}
