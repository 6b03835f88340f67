import ArgumentParser
import EventSourcing
import VirtualTime

/// `cqrs sample`: events of the accounts domain, the same for the same seed.
struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample", abstract: "Print invented events of accounts, to import and play with.")

  @Option(parsing: .unconditional, help: "How many events.")
  var events = Limit(argument: "300") ?? .none
  @Option(parsing: .unconditional, help: "How many accounts.")
  var accounts = 20
  @Option(parsing: .unconditional, help: "The seed.")
  var seed: UInt64 = 1
  @Option(
    parsing: .unconditional, help: "Standard deviation of the writers' clocks, in milliseconds.")
  var clockSkew: Int64 = 2_000

  func validate() throws {
    guard accounts >= 1 else { throw ValidationError("--accounts is from 1") }
    guard 0...3_600_000 ~= clockSkew else {
      throw ValidationError("--clock-skew is from 0 to 3600000")
    }
  }

  func run() throws {
    var output = StandardOutput()
    var sample = SampleEvents(
      seed: seed, accounts: accounts, clockSkewMilliseconds: clockSkew, start: .simulationStart)
    for _ in 0..<events.count { try output.write(sample.next().event) }
    try output.flush()
  }
}
