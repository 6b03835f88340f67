import EventSourcing
import Scenarios
import TerminalScreen
import Testing
import VirtualTime

/// A scenario on the screen: it speaks, lets the presenter talk, and sums up.
@Suite struct ScenarioTests {
  private static let text = """
    title Same-second order
    seed 7
    at 1s caption First words
    at 2s caption Second words
    at 2s screen 2
    at 4s pause Now the presenter talks
    at 4s caption And then this
    at 6s end
    expect late > 10
    expect missed.overlap = 0
    """

  private static func scenario() throws -> Scenario {
    try Scenario(text: text, file: "same-second.scenario")
  }

  private func play(columns: Int = 120, rows: Int = 40) throws -> Explored {
    Explored(
      FixtureStore(events: 60), columns: columns, rows: rows, scenario: try Self.scenario())
  }

  /// What the fixture says was seen.
  static let figures = ScenarioFigures(
    [
      .events: 1_234, .unseen: 2, .inversions: 730, .late: 729, .displacement: 26, .lag: 211_650,
      .backlog: 12, .refused: 3, .throttled: 0, .reordered: 168, .missedByOverlap: 4,
    ],
    readers: [
      ReaderStatus(strategy: .checkpoint, delivered: 900, missed: 334),
      ReaderStatus(strategy: .overlap, delivered: 1_230, missed: 4),
    ])

  @Test func `its title stands in the header, and its words come at their time`() throws {
    var explored = try play()
    #expect(explored.lines[0].contains("scenario Same-second order"))
    #expect(!explored.text.contains("First words"))
    explored.goOn(by: 1_000_000)
    #expect(explored.text.contains("First words"))
    #expect(explored.text.contains("1/4  0:01 of 0:06"))
    explored.goOn(by: 999_999)
    #expect(!explored.text.contains("Second words"))
    explored.goOn(by: 1)
    #expect(explored.text.contains("Second words") && !explored.text.contains("First words"))
    #expect(explored.text.contains("UNSEEN"), "it has gone to screen 2")
  }

  @Test func `at a pause it waits for Space, and every key does what it always does`() throws {
    var explored = try play()
    explored.goOn(by: 4_000_000, isPaused: true)
    #expect(explored.text.contains("Now the presenter talks"))
    #expect(explored.text.contains("‖ Space goes on"))
    explored.press(.character("1"))
    #expect(explored.text.contains("ORDER"))
    explored.press(.character("]"))
    #expect(explored.store.status.settings.eventsPerSecond == 50)
    explored.refresh()
    #expect(explored.text.contains("Now the presenter talks"))
    explored.press(.character(" "))
    explored.refresh()
    #expect(!explored.store.status.settings.isPaused)
    #expect(explored.text.contains("And then this"))
    #expect(!explored.text.contains("goes on"))
  }

  @Test func `single steps lead on from a pause, too`() throws {
    var explored = try play()
    explored.goOn(by: 4_000_000, isPaused: true)
    explored.press(.character("."))
    explored.goOn(by: 1, isPaused: true)
    #expect(explored.text.contains("And then this"))
  }

  @Test func `what is looked at late is where the scenario is`() throws {
    var explored = try play()
    explored.goOn(by: 5_000_000)
    #expect(explored.text.contains("And then this"))
    #expect(explored.text.contains("4/4"))
  }

  @Test func `it does not change the screen under what is being written`() throws {
    var explored = try play()
    explored.press(.character("/"))
    explored.type("x")
    explored.goOn(by: 2_000_000)
    #expect(explored.text.contains("Second words"))
    explored.press(.escape)
    #expect(explored.text.contains("ORDER"))
  }

  @Test func `at the end it says what was claimed and what was seen`() throws {
    var explored = try play()
    explored.store.figures = Self.figures
    explored.goOn(by: 6_000_000, isPaused: true)
    #expect(explored.text.contains("What was seen: Same-second order"))
    #expect(explored.text.contains("✓  late > 10: 729"))
    #expect(explored.text.contains("✗  missed.overlap = 0, but it is 4"))
    #expect(explored.text.contains("334  checkpoint, of 1,234 events"))
    explored.press(.enter)
    #expect(!explored.text.contains("What was seen"))
    #expect(explored.text.contains("The scenario has ended"))
    explored.press(.character(":"))
    explored.type("summary")
    explored.press(.enter)
    #expect(explored.text.contains("What was seen"))
    explored.press(.escape)
    #expect(!explored.hasQuit && !explored.text.contains("What was seen"))
  }

  @Test func `a summary that does not fit is scrolled`() throws {
    var explored = try play(columns: 80, rows: 14)
    explored.store.figures = Self.figures
    explored.goOn(by: 6_000_000, isPaused: true)
    #expect(explored.text.contains("late > 10"))
    explored.press(.character("G"))
    #expect(!explored.text.contains("late > 10"))
    #expect(explored.text.contains("refused for want of capacity"))
    explored.press(.character("g"))
    #expect(explored.text.contains("late > 10"))
  }

  @Test func `the summary does not take the keys of a form`() throws {
    var explored = try play()
    explored.store.figures = Self.figures
    explored.press(.character("a"), .enter)
    explored.goOn(by: 6_000_000, isPaused: true)
    #expect(!explored.text.contains("What was seen"))
    #expect(explored.message.contains(":summary"))
    explored.type("x")
    #expect(explored.text.contains("Append an event"))
  }

  @Test func `before the end, and without a scenario, there is no summary`() throws {
    var explored = try play()
    explored.press(.character(":"))
    explored.type("summary")
    explored.press(.enter)
    #expect(explored.message.contains("the scenario has not ended yet"))
    var plain = Explored(FixtureStore(events: 5))
    plain.press(.character(":"))
    plain.type("summary")
    plain.press(.enter)
    #expect(plain.message.contains("no scenario plays"))
  }

  @Test func `it hides no row of the list, at any size`() throws {
    for (columns, rows) in [
      (20, 5), (20, 7), (30, 8), (40, 11), (60, 12), (80, 17), (80, 24), (200, 60),
    ] {
      var explored = try play(columns: columns, rows: rows)
      explored.store.figures = Self.figures
      explored.goOn(by: 1_000_000)
      #expect(explored.selectedLine != nil, "\(columns)×\(rows): the newest row is in view")
      if rows >= 8 { #expect(explored.text.contains("First words"), "\(columns)×\(rows)") }
      explored.goOn(by: 3_000_000, isPaused: true)
      explored.press(.character("5"), .character("?"), .escape)
      explored.goOn(by: 2_000_000, isPaused: true)
      #expect(explored.lines.count == rows)
    }
  }

  @Test func `words of built-in scenarios fit into three lines of a narrow screen`() throws {
    for name in BuiltInScenarios.names {
      let scenario = try #require(try BuiltInScenarios.scenario(name))
      for cue in scenario.cues {
        let text: String
        switch cue.action {
        case .caption(let words), .pause(let words?): text = words
        default: continue
        }
        var explored = Explored(
          FixtureStore(events: 5), columns: 80, rows: 24,
          scenario: try Scenario(
            text: "title T\nat 0s caption \(text)\nat 1s end", file: "t.scenario"))
        explored.refresh()
        let last = try #require(text.split(separator: " ").last)
        #expect(explored.lines[18..<22].contains { $0.hasSuffix(last) }, "\(name): \(text)")
      }
    }
  }

  @Test(arguments: GoldenTests.Size.allCases) func `what a scenario says`(
    size: GoldenTests.Size
  ) throws {
    let scenario = try #require(try BuiltInScenarios.scenario("same-second"))
    var explored = Explored(
      FixtureStore(events: 200, pending: 3), columns: size.columns, rows: size.rows,
      scenario: scenario)
    explored.goOn(by: 27_000_000, isPaused: true)
    try GoldenScreen.expect(explored.lines, "scenario-caption-\(size.rawValue)")
  }

  @Test(arguments: GoldenTests.Size.allCases) func `what was seen of it`(
    size: GoldenTests.Size
  ) throws {
    var explored = try play(columns: size.columns, rows: size.rows)
    explored.store.figures = Self.figures
    explored.goOn(by: 6_000_000, isPaused: true)
    try GoldenScreen.expect(explored.lines, "scenario-summary-\(size.rawValue)")
  }
}

extension Explored {
  /// Lets the store's time go on.
  fileprivate mutating func goOn(by microseconds: Int64, isPaused: Bool = false) {
    store.status.now = store.status.now.advanced(byMicroseconds: microseconds)
    store.status.settings.isPaused = isPaused
    refresh()
  }
}
