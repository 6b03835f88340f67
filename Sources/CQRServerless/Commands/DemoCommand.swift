import Architectures
import ArgumentParser
import EventSourcing

/// `cqrs`: the explorer on a live demo.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Open the explorer on a live demo (the default).")

  @Option(parsing: .unconditional, help: "Events a second, all writers together: 0 to 100000.")
  var rate = 20
  @Option(
    parsing: .unconditional,
    help: "Background writers, each with a clock of its own: 1 to 256.")
  var writers = 4
  @Option(parsing: .unconditional, help: "Index shards: 1 to 64.")
  var shards = 4
  @Option(
    parsing: .unconditional,
    help: "Standard deviation of the writers' clocks, in milliseconds: 0 to 3600000.")
  var clockSkew = 50
  @Option(parsing: .unconditional, help: "Accounts: 1 to 1000000.")
  var accounts = 200
  @Option(parsing: .unconditional, help: "How fast time runs: 0.01 to 100.")
  var speed = 1.0
  @Option(help: "The simulated cloud.")
  var architecture = ArchitectureName.dynamoDBWithKSUIDs
  @Option(
    parsing: .unconditional,
    help: "The seed of everything random; drawn, and shown, if none is given.")
  var seed: UInt64?
  @Flag(help: "Leave the mouse to the terminal.")
  var noMouse = false

  func validate() throws {
    func check(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws {
      guard range.contains(value) else {
        throw ValidationError("--\(name) is from \(range.lowerBound) to \(range.upperBound)")
      }
    }
    try check("rate", rate, 0...100_000)
    try check("writers", writers, 1...256)
    try check("shards", shards, 1...64)
    try check("clock-skew", clockSkew, 0...3_600_000)
    try check("accounts", accounts, 1...1_000_000)
    guard speed >= 0.01, speed <= 100 else { throw ValidationError("--speed is from 0.01 to 100") }
  }

  func run() throws {
    let settings = LiveSettings(
      eventsPerSecond: rate, writers: writers, shards: shards, clockSkewMilliseconds: clockSkew,
      accounts: accounts, speedThousandths: Int((speed * 1_000).rounded()))
    try ExplorerProgram.runDemo(
      DemoOptions(
        architecture: architecture, settings: settings, seed: seed, mouse: !noMouse))
  }
}
