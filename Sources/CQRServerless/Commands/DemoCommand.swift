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
    help: """
      Standard deviation of the writers' clocks, in milliseconds: 0 to 3600000. (default: 50)
      """)
  var clockSkew: Int?
  @Option(parsing: .unconditional, help: "Accounts: 1 to 1000000. (default: 200)")
  var accounts: Int?
  @Option(parsing: .unconditional, help: "How fast time runs: 0.01 to 100. (default: 1)")
  var speed: Double?
  @Option(
    help: ArgumentHelp(
      "The simulated cloud. (default: \(ArchitectureName.dynamoDBWithKSUIDs.rawValue))"))
  var architecture: ArchitectureName?
  @Option(
    parsing: .unconditional,
    help: "The seed of everything random; drawn, and shown, if none is given.")
  var seed: UInt64?
  @OptionGroup
  var config: ConfigOptions

  func validate() throws {
    func check(_ name: DemoDefaults.Name, _ value: Int?) throws {
      guard let value, let range = name.range, !range.contains(value) else { return }
      throw ValidationError(
        "--\(name.rawValue) is from \(range.lowerBound) to \(range.upperBound)")
    }
    try check(.rate, rate)
    try check(.writers, writers)
    try check(.shards, shards)
    try check(.clockSkew, clockSkew)
    try check(.accounts, accounts)
    guard speed.map(DemoDefaults.speeds.contains) ?? true else {
      throw ValidationError("--speed is from 0.01 to 100")
    }
    try checkScenario()
  }

  private func checkScenario() throws {
    if list, let scenario { throw ValidationError("--list and \(scenario) are two commands") }
    let own = [
      ("rate", rate != nil), ("writers", writers != nil), ("shards", shards != nil),
      ("clock-skew", clockSkew != nil), ("accounts", accounts != nil),
      ("architecture", architecture != nil),
    ]
    let others = [
      ("speed", speed != nil), ("seed", seed != nil), ("no-mouse", config.mouse == false),
      ("config", config.config != nil),
    ]
    if list, let (name, _) = (own + others).first(where: \.1) {
      throw ValidationError("--\(name) has no effect on --list")
    }
    if scenario != nil, let (name, _) = own.first(where: \.1) {
      throw ValidationError(
        "--\(name) is the scenario's own; --seed, --speed, --config and --no-mouse may be given with it"
      )
    }
  }

  func run() throws {
    if list { return try printList() }
    let configuration = try Configuration.load(config.config)
    guard let scenario else {
      return try ExplorerProgram.runDemo(options(configuration), configuration)
    }
    let played = try ScenarioSource(scenario).read()
    try ExplorerProgram.runDemo(options(playing: played), configuration)
  }

  /// What the command line says, and a config file where that says nothing.
  func options(_ configuration: Configuration) -> DemoOptions {
    var wanted = configuration.defaults
    wanted.rate = rate ?? wanted.rate
    wanted.writers = writers ?? wanted.writers
    wanted.shards = shards ?? wanted.shards
    wanted.clockSkew = clockSkew ?? wanted.clockSkew
    wanted.accounts = accounts ?? wanted.accounts
    wanted.speed = speed ?? wanted.speed
    return DemoOptions(
      architecture: architecture ?? wanted.architecture ?? .dynamoDBWithKSUIDs,
      settings: wanted.settings, seed: seed, mouse: config.mouse)
  }

  /// A scenario's own options, but for the seed and how fast it runs.
  private func options(playing scenario: Scenario) -> DemoOptions {
    let speedThousandths = speed.map { Int(($0 * 1_000).rounded()) }
    let scenario = speedThousandths.map(scenario.running(atSpeed:)) ?? scenario
    return DemoOptions(
      architecture: scenario.architecture, settings: scenario.settings,
      seed: seed ?? scenario.seed, scenario: scenario, mouse: config.mouse)
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
