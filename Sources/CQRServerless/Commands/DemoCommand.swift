import Architectures
import ArgumentParser
import EventSourcing
import Scenarios

/// `cqrs`: the explorer on a live demo.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Open the explorer on a live demo (the default).",
    discussion: """
      With a SCENARIO it is played: what it sets is the same every time, it says what there is to see, \
      stops where the presenter talks (Space goes on), and ends with what was seen. --seed, --speed and \
      --no-mouse may be given with it; the rest is the scenario's own. A file has lines such as these, and \
      README.md describes them:

        title Same-second order
        architecture dynamodb-ksuid
        seed 7
        set rate 20
        at 8s caption Now 200 events a second.
        at 8s set rate 200
        at 12s pause What has happened?
        at 30s end
        expect inversions > 0
      """)

  @Argument(help: "The scenario: a name of --list, or a file's path (with a / or .scenario in it).")
  var scenario: String?
  @Flag(help: "List the scenarios that come with the program.")
  var list = false
  @Option(
    parsing: .unconditional,
    help: "Events a second, all writers together: 0 to 100000. (default: 20)")
  var rate: Int?
  @Option(
    parsing: .unconditional,
    help: "Background writers, each with a clock of its own: 1 to 256. (default: 4)")
  var writers: Int?
  @Option(parsing: .unconditional, help: "Index shards: 1 to 64. (default: 4)")
  var shards: Int?
  @Option(
    parsing: .unconditional,
    help:
      "Standard deviation of the writers' clocks, in milliseconds: 0 to 3600000. (default: 50)")
  var clockSkew: Int?
  @Option(parsing: .unconditional, help: "Accounts: 1 to 1000000. (default: 200)")
  var accounts: Int?
  @Option(parsing: .unconditional, help: "How fast time runs: 0.01 to 100. (default: 1.0)")
  var speed: Double?
  @Option(help: "The simulated cloud. (default: dynamodb-ksuid)")
  var architecture: ArchitectureName?
  @Option(
    parsing: .unconditional,
    help: "The seed of everything random; drawn, and shown, if none is given.")
  var seed: UInt64?
  @Flag(help: "Leave the mouse to the terminal.")
  var noMouse = false

  func validate() throws {
    func check(_ name: String, _ value: Int?, _ range: ClosedRange<Int>) throws {
      guard let value, !range.contains(value) else { return }
      throw ValidationError("--\(name) is from \(range.lowerBound) to \(range.upperBound)")
    }
    try check("rate", rate, 0...100_000)
    try check("writers", writers, 1...256)
    try check("shards", shards, 1...64)
    try check("clock-skew", clockSkew, 0...3_600_000)
    try check("accounts", accounts, 1...1_000_000)
    if let speed, !(0.01...100).contains(speed) {
      throw ValidationError("--speed is from 0.01 to 100")
    }
    if list, let scenario { throw ValidationError("--list and \(scenario) are two commands") }
    let own = [
      ("rate", rate != nil), ("writers", writers != nil), ("shards", shards != nil),
      ("clock-skew", clockSkew != nil), ("accounts", accounts != nil),
      ("architecture", architecture != nil),
    ]
    let others = [("speed", speed != nil), ("seed", seed != nil), ("no-mouse", noMouse)]
    if list, let (name, _) = (own + others).first(where: \.1) {
      throw ValidationError("--\(name) has no effect on --list")
    }
    if scenario != nil, let (name, _) = own.first(where: \.1) {
      throw ValidationError(
        "--\(name) is the scenario's own; --seed, --speed and --no-mouse may be given with it")
    }
  }

  func run() throws {
    if list { return try printList() }
    if let scenario { return try play(ScenarioSource(scenario).read()) }
    let settings = LiveSettings(
      eventsPerSecond: rate ?? 20, writers: writers ?? 4, shards: shards ?? 4,
      clockSkewMilliseconds: clockSkew ?? 50, accounts: accounts ?? 200,
      speedThousandths: speedThousandths ?? 1_000)
    try ExplorerProgram.runDemo(
      DemoOptions(
        architecture: architecture ?? .dynamoDBWithKSUIDs, settings: settings, seed: seed,
        mouse: !noMouse))
  }

  private var speedThousandths: Int? { speed.map { Int(($0 * 1_000).rounded()) } }

  private func play(_ scenario: Scenario) throws {
    let scenario = speedThousandths.map(scenario.running(atSpeed:)) ?? scenario
    try ExplorerProgram.runDemo(
      DemoOptions(
        architecture: scenario.architecture, settings: scenario.settings,
        seed: seed ?? scenario.seed, scenario: scenario, mouse: !noMouse))
  }

  private func printList() throws {
    var output = StandardOutput()
    let width = BuiltInScenarios.names.map(\.count).max() ?? 0
    for name in BuiltInScenarios.names {
      let title = try BuiltInScenarios.scenario(name)?.title ?? ""
      let space = String(repeating: " ", count: width - name.count + 2)
      try output.write(line: name + space + title)
    }
    try output.flush()
  }
}
