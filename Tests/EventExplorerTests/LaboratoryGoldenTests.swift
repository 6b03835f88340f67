import EventExplorer
import EventSourcing
import TerminalScreen
import Testing

/// Screen 6 at the sizes that people have, and at the smallest.
@Suite struct LaboratoryGoldenTests {
  enum Size: String, CaseIterable {
    case wide = "120x40"
    case small = "80x24"
    case smallest = "20x5"

    var columns: Int { Int(rawValue.prefix { $0 != "x" }) ?? 0 }
    var rows: Int { Int(rawValue.drop { $0 != "x" }.dropFirst()) ?? 0 }
  }

  private func explored(_ size: Size, stops: Bool = false) -> Explored {
    var store = FixtureStore(events: 200, pending: 3)
    store.status.settings.eventsPerSecond = 500
    store.laboratory.stops = stops
    var explored = Explored(store, columns: size.columns, rows: size.rows)
    explored.press(.character("6"))
    return explored
  }

  @Test(arguments: Size.allCases) func `the form before anything was run`(size: Size) throws {
    try GoldenScreen.expect(explored(size).lines, "laboratory-form-\(size.rawValue)")
  }

  @Test(arguments: Size.allCases) func `a value of the form as it is typed`(size: Size) throws {
    var explored = explored(size)
    for _ in 0..<7 { explored.press(.down) }
    explored.press(.enter, .control("u"), .character("1"), .character("5"))
    try GoldenScreen.expect(explored.lines, "laboratory-value-\(size.rawValue)")
  }

  @Test(arguments: Size.allCases) func `runs under way`(size: Size) throws {
    var explored = explored(size, stops: true)
    explored.press(.character("r"))
    try GoldenScreen.expect(explored.lines, "laboratory-running-\(size.rawValue)")
  }

  @Test(arguments: Size.allCases) func `what each did`(size: Size) throws {
    var explored = explored(size)
    explored.press(.enter, .down, .right, .right, .right)
    try GoldenScreen.expect(explored.lines, "laboratory-matrix-\(size.rawValue)")
  }

  @Test(arguments: [Size.wide, .small]) func `what each did until it was cut off`(
    size: Size
  ) throws {
    var explored = explored(size, stops: true)
    explored.press(.character("r"), .escape, .end)
    try GoldenScreen.expect(explored.lines, "laboratory-partial-\(size.rawValue)")
  }

  @Test(arguments: [Size.wide, .small]) func `the prompt for a file's name`(size: Size) throws {
    var explored = explored(size)
    explored.press(.enter, .character("x"))
    try GoldenScreen.expect(explored.lines, "laboratory-export-\(size.rawValue)")
  }
}
