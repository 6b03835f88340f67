import EventExplorer
import TerminalScreen
import Testing

/// Screen 4 at the two sizes that people have, and at the smallest.
@Suite struct SkewGoldenTests {
  private func explored(_ size: GoldenTests.Size) -> Explored {
    var explored = Explored(
      FixtureStore(events: 200, pending: 3), columns: size.columns, rows: size.rows)
    explored.press(.character("4"))
    return explored
  }

  @Test(arguments: GoldenTests.Size.allCases) func `the two orders, followed`(
    size: GoldenTests.Size
  ) throws {
    try GoldenScreen.expect(explored(size).lines, "skew-\(size.rawValue)")
  }

  @Test(arguments: GoldenTests.Size.allCases) func `an event that was moved is selected`(
    size: GoldenTests.Size
  ) throws {
    var explored = explored(size)
    explored.press(.up, .up, .up, .up, .up, .character("E"))
    try GoldenScreen.expect(explored.lines, "skew-selected-\(size.rawValue)")
  }

  @Test func `the smallest terminal`() throws {
    var explored = Explored(FixtureStore(events: 50), columns: 20, rows: 5)
    explored.press(.character("4"))
    try GoldenScreen.expect(explored.lines, "skew-20x5")
  }
}
