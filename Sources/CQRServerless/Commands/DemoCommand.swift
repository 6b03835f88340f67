import Architectures
import ArgumentParser
import EventSourcing

/// `cqrs`: the explorer on a live demo.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Open the explorer on a live demo (the default).")

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
  }

  func run() throws {
    let configuration = try Configuration.load(config.config)
    try ExplorerProgram.runDemo(options(configuration), configuration)
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
}
