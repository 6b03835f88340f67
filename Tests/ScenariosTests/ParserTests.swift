import Architectures
import EventSourcing
import Scenarios
import Testing
import VirtualTime

@Suite struct ParserTests {
  private static let whole = """
    # What is behind a # is nobody's business.
    title   A title
    architecture dynamodb-ksuid  # the default

    seed 18446744073709551615
    set rate 30
    set speed=0.5
    set index.units 40
    set crash 0.25
    at 0s caption "Quoted words"
    at 1.5s set shards 3
    at 1.5s set fault.crashes 0
    at 2s caption "First" and last words
      go on here
    \tand here.
    at 2500ms screen 4
    at 1m pause
    at 1m pause Now I talk.
    at 2m end  # after all
    expect late > 0
    expect lag <= 1.5s
    expect hottest >= 40%
    """

  private func parse(_ text: String) throws -> Scenario {
    try Scenario(text: text, file: "folder/a-name.scenario")
  }

  @Test func `every line of a scenario does what it says`() throws {
    let scenario = try parse(Self.whole)
    #expect(scenario.name == "a-name")
    #expect(scenario.title == "A title")
    #expect(scenario.architecture == .dynamoDBWithKSUIDs)
    #expect(scenario.seed == .max)
    #expect(scenario.settings.eventsPerSecond == 30)
    #expect(scenario.settings.speedThousandths == 500)
    #expect(scenario.parameters.index.unitsPerSecond == 40)
    #expect(scenario.parameters.faults.crashes == Ratio(250_000, of: 1_000_000))
    let cues: [Scenario.Cue] = [
      .init(offset: 0, .caption("Quoted words")),
      .init(offset: 1_500_000, .change(.shards(3))),
      .init(offset: 1_500_000, .change(.crashes(Ratio(0, of: 1_000_000)))),
      .init(offset: 2_000_000, .caption("\"First\" and last words go on here and here.")),
      .init(offset: 2_500_000, .screen(4)), .init(offset: 60_000_000, .pause(nil)),
      .init(offset: 60_000_000, .pause("Now I talk.")), .init(offset: 120_000_000, .end),
    ]
    #expect(scenario.cues == cues)
    #expect(scenario.slides == 3)
    #expect(scenario.length == 120_000_000)
    #expect(
      scenario.expectations == [
        ScenarioExpectation(.late, .greater, 0), ScenarioExpectation(.lag, .atMost, 1_500_000),
        ScenarioExpectation(.hottest, .atLeast, 40),
      ])
  }

  @Test func `line ends of other systems are none of a text's`() throws {
    let text = Self.whole.replacing("\n", with: "\r\n")
    #expect(try parse(text) == parse(Self.whole))
  }

  @Test func `a speed from outside stays`() throws {
    let text = "title T\nset speed 2\nat 1s set speed 4\nat 1s set rate 5\nat 2s end"
    let scenario = try parse(text).running(atSpeed: 9_000)
    #expect(scenario.settings.speedThousandths == 9_000)
    #expect(scenario.cues.map(\.action) == [.change(.rate(5)), .end])
  }

  @Test(arguments: [
    ("titel T", "1: there is no directive titel; the nearest is title"),
    ("title", "1: a text is wanted"),
    ("title A\ntitle B", "2: title is there already"),
    ("title A\nat 1s end\nseed 3", "3: seed stands before the first at"),
    (
      "architecture dynamo-ksuid",
      "1: there is no architecture dynamo-ksuid; the nearest is dynamodb-ksuid"
    ),
    ("seed -1", "1: a seed is a whole number from 0 to 18446744073709551615, not -1"),
    ("\n\nset rat 5", "3: there is no parameter rat; the nearest is rate"),
    ("set rate", "1: NAME VALUE is wanted behind set"),
    ("set rate 2.5", "1: rate is from 0 to 100000, not 2.5"),
    ("set clock-skew 3600001", "1: clock-skew is from 0 to 3600000, not 3600001"),
    ("set crash 1", "1: crash is from 0 to 0.99, not 1"),
    ("set index.unit 5", "1: there is no parameter index.unit; the nearest is index.units"),
    ("set index.units 0", "1: index.units is from 1 to 1000000 units/s, not 0"),
    ("set duration 5", "1: duration has no effect on a live run"),
    ("set reader.window 1..5:1", "1: reader.window is a whole number from 0 to 86400, not 1..5:1"),
    ("at 1s caption a\nset rate 5", "2: a set without a time stands before the first at"),
    ("at 1s set index.units 5", "1: index.units is set before the first at alone"),
    ("at soon end", "1: a time such as 8s, 500ms or 2m is wanted behind at, not soon"),
    ("at 8 end", "1: a time such as 8s, 500ms or 2m is wanted behind at, not 8"),
    ("at -1s end", "1: a time such as"), ("at 1441m end", "1: a time such as"),
    ("at 0s end", "1: a scenario takes some time"),
    ("at 2s caption a\nat 1s end", "2: 1s is earlier than what stands before it"),
    ("at 1s end\nat 2s caption a", "2: nothing comes after the end"),
    ("at 1s capton a", "1: there is no action capton; the nearest is caption"),
    ("at 1s screen 7", "1: a screen is a number from 1 to 6, not 7"),
    ("expect inversion > 0", "1: there is no figure inversion; the nearest is inversions"),
    ("expect late", "1: one of < <= = >= > is wanted behind late, not nothing"),
    ("expect late > few", "1: a whole number from 0 is wanted behind late >, not few"),
    ("expect lag > 5", "1: a time such as 1.5s is wanted behind lag >, not 5"),
    ("title T", " it has no end: at TIME end"), ("at 1s end", " it has no title: title TEXT"),
    (
      "title T\narchitecture quantum-ledger\nset shards 2\nat 1s end",
      "3: quantum-ledger has no index shards"
    ),
    (
      "title T\nset index.stall-every 5\nat 1s end", " --stall-every needs --stall-length"
    ),
    ("title " + String(repeating: "x", count: 229), "1: the text has 229 characters, and 228"),
  ])
  func `what is wrong is told with its line and the nearest name`(
    text: String, words: String
  ) throws {
    let error = #expect(throws: InvalidScenario.self) { try parse(text) }
    #expect(
      error?.description.hasPrefix("folder/a-name.scenario:\(words)") == true, "\(error as Any)")
  }

  @Test func `a file that is not text is told as that`() {
    let error = #expect(throws: InvalidScenario.self) {
      try Scenario(utf8: [0x74, 0x0A, 0xFF, 0x0A], file: "x")
    }
    // The first line is off already.
    #expect(error?.line == 1)
    let binary = #expect(throws: InvalidScenario.self) {
      try Scenario(utf8: [0x0A, 0xFF, 0x0A], file: "x")
    }
    #expect(binary?.description == "x:2: this is not UTF-8")
  }

  @Test func `whatever is done to a scenario, it is read or refused`() throws {
    for name in BuiltInScenarios.names {
      let original = try #require(BuiltInScenarios.text(name))
      var read = 0
      for seed in 0..<150 {
        var random = SeededRandom(seed: UInt64(seed), architecture: "any", part: name)
        let text = Self.damaged(original, &random)
        guard let scenario = try? Scenario(utf8: text, file: name) else { continue }
        read += 1
        #expect(scenario.parameters.flaw == nil, "seed \(seed)")
        #expect(scenario.cues.last?.action == .end, "seed \(seed)")
        let offsets = scenario.script.entries.map(\.offset)
        #expect(offsets == offsets.sorted(), "seed \(seed)")
      }
      #expect(read > 0)
    }
  }

  /// A text in which some bytes are other ones, and some lines are gone, doubled or elsewhere.
  private static func damaged(_ original: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
    var lines = original.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    for _ in 0..<random.index(below: 4) {
      let place = random.index(below: lines.count)
      switch random.index(below: 4) {
      case 0: lines.remove(at: place)
      case 1: lines.insert(lines[random.index(below: lines.count)], at: place)
      case 2: lines.swapAt(place, random.index(below: lines.count))
      default:
        guard !lines[place].isEmpty else { continue }
        let byte = random.index(below: lines[place].count)
        let others: [UInt8] = [0, 0x20, 0x22, 0x23, 0x2D, 0x2E, 0x30, 0x39, 0x73, 0xC3, 0xFF]
        lines[place][byte] = others[random.index(below: others.count)]
      }
      if lines.isEmpty { break }
    }
    return Array(lines.joined(separator: [0x0A]))
  }
}
