import Architectures
import EventSourcing
import Simulation
import Testing
import VirtualTime

/// Random options, all faults at once: no rule is broken, whatever happens.
@Suite struct RandomRunTests {
  /// Options that follow from a seed.
  private func options(seed: UInt64) -> SimulationOptions {
    var random = SeededRandom(seed: seed, architecture: "random", part: "options")
    func number(_ range: ClosedRange<Int64>) -> Int64 { random.number(in: range) }
    func share(upTo percent: Int64) -> Ratio {
      number(0...1) == 0 ? .never : Ratio(UInt64(number(0...percent * 10)), of: 1000)
    }
    var options = SimulationOptions()
    options.seed = seed
    options.writers = Int(number(1...12))
    options.aggregates = Int(number(1...200))
    options.eventsPerThousandSeconds = number(1...600) * 1000
    options.durationMicroseconds = number(500...3000) * 1000
    options.eventBytes = Int(number(100...3000))
    options.cloud.stream.shards = Int(number(1...6))
    options.cloud.stream.batch = Int(number(1...120))
    options.cloud.stream.emptyPolls = share(upTo: 50)
    if number(0...9) == 0 { options.cloud.stream.keptMicroseconds = number(300...3000) * 1000 }
    options.cloud.function.transactionEvents = Int(number(1...98))
    if number(0...3) == 0 { options.cloud.function.idleMicroseconds = number(0...500_000) }
    options.cloud.queue.groups = Int(number(1...9))
    options.cloud.queue.sendBatch = Int(number(1...10))
    options.cloud.queue.receiveBatch = Int(number(1...10))
    options.cloud.queue.retryMicroseconds = number(0...2_000_000)
    options.cloud.queue.deduplicationMicroseconds = number(0...1) == 0 ? 300_000_000 : 100_000
    options.cloud.queue.isDualWrite = number(0...3) == 0
    options.cloud.faults.crashes = share(upTo: 40)
    options.cloud.faults.redeliveries = share(upTo: 100)
    options.cloud.faults.redeliveryMicroseconds = [0, 1_000_000, 301_000_000][Int(number(0...2))]
    options.cloud.faults.lostAnswers = share(upTo: 10)
    options.cloud.faults.dualWriteDeaths = share(upTo: 20)
    return options
  }

  private static let names = [ArchitectureName.dualTableLambda, .dualTableSQSFIFO]

  @Test(arguments: names)
  func `no rule is broken in 200 runs with random options`(name: ArchitectureName) {
    var lost: Int64 = 0
    for seed in UInt64(1)...200 {
      let options = options(seed: seed)
      let report = Laboratory.run(name, options)
      #expect(report.violations == [], "\(name.rawValue), seed \(seed): \(options)")
      #expect(
        report.readers.allSatisfy { $0.missed == report.lost && $0.duplicates == 0 },
        "\(name.rawValue), seed \(seed): \(report.lost) lost, \(report.readers)")
      lost += report.lost
    }
    // Losses are possible only where they are asked for, and some of the runs ask for them.
    #expect(lost > 0)
  }

  @Test(arguments: names)
  func `no rule is broken on the way`(name: ArchitectureName) {
    for seed in UInt64(1)...30 {
      var cloud = options(seed: seed).cloud
      cloud.faults.redeliveryMicroseconds = min(cloud.faults.redeliveryMicroseconds, 1_000_000)
      let violations =
        switch name {
        case .dualTableLambda:
          violations(
            of: DualTablesWithSingleConcurrencyLambda(
              parameters: cloud, seed: seed, start: .simulationStart), seed: seed)
        default:
          violations(
            of: DualTablesWithSQSFIFO(parameters: cloud, seed: seed, start: .simulationStart),
            seed: seed)
        }
      #expect(violations == [], "\(name.rawValue), seed \(seed): \(cloud)")
    }
  }

  private func violations(of cloud: some Architecture, seed: UInt64) -> [String] {
    var run = SteppedRun(cloud, perSecond: 100, seed: seed)
    run.run(seconds: 2)
    run.drain()
    return run.violations
  }

  @Test(arguments: names)
  func `the same seed gives the same bytes, another seed others`(name: ArchitectureName) {
    func json(_ seed: UInt64) -> String {
      var options = SimulationOptions()
      options.durationMicroseconds = 10_000_000
      options.cloud.faults.crashes = Ratio(5, of: 100)
      options.cloud.faults.redeliveries = Ratio(5, of: 100)
      options.cloud.queue.groups = 3
      options.seed = seed
      var report = Laboratory.run(name, options)
      report.seed = 0
      return report.json()
    }
    #expect(json(1) == json(1))
    #expect(json(1) != json(2))
  }
}
