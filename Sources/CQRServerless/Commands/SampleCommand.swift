import Architectures
import ArgumentParser
import EventSourcing
import VirtualTime

/// `cqrs sample`: events of the accounts domain, the same for the same seed.
struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample", abstract: "Print invented events of accounts, to import and play with.")

  @Option(help: "How many events.")
  var events = Limit(argument: "300") ?? .none
  @Option(help: "How many accounts.")
  var accounts = 20
  @Option(help: "The seed.")
  var seed: UInt64 = 1
  @Option(help: "Standard deviation of the writers' clocks, in milliseconds.")
  var clockSkew: Int64 = 2_000

  func validate() throws {
    guard accounts >= 1 else { throw ValidationError("--accounts is from 1") }
    guard 0...3_600_000 ~= clockSkew else {
      throw ValidationError("--clock-skew is from 0 to 3600000")
    }
  }

  func run() throws {
    var output = StandardOutput()
    var domain = AccountsDomain(wantedAccounts: accounts)
    var random = SeededRandom(seed: seed)
    var now = Instant.simulationStart
    var printed = 0
    while printed < events.count {
      now = now.advanced(byMicroseconds: random.number(in: 50_000...2_000_000))
      let skew = random.number(in: -2 * clockSkew...2 * clockSkew) * 1_000
      let reading = now.advanced(byMicroseconds: skew)
      let command = domain.decide(&random, now: reading)
      domain.ended(command)
      for event in domain.request(for: command).events where printed < events.count {
        let version = (domain[event.aggregateID]?.version ?? 0) + 1
        let complete = Event(
          aggregateID: event.aggregateID, aggregateVersion: version,
          eventID: KSUID(clamping: reading, using: &random), eventVersion: event.eventVersion,
          eventType: event.eventType, metadata: event.metadata)
        domain.learn(complete)
        try output.write(complete)
        printed += 1
      }
    }
    try output.flush()
  }
}
