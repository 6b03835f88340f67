import Architectures
import EventSourcing
import Simulation
import Testing

/// What dynamodb-ksuid must show: order lost within a second, readers that pass what comes later, and shards
/// that take so much and no more.
@Suite struct DynamoDBWithKSUIDsRunTests {
  private func run(
    rate: Int64 = 500, skew: Int64 = 0, change: (inout SimulationOptions) -> Void = { _ in }
  ) -> RunReport {
    var options = SimulationOptions()
    options.eventsPerThousandSeconds = rate * 1_000
    options.clockSkewMicroseconds = skew * 1_000
    change(&options)
    return Laboratory.run(.dynamoDBWithKSUIDs, options)
  }

  private func overload(shards: Int) -> RunReport {
    run(rate: 1_500, skew: 50) { options in
      options.writers = 64
      options.durationMicroseconds = 120_000_000
      options.shards = shards
    }
  }

  @Test func `an index shard takes about a thousand events a second, and names itself`() throws {
    let report = overload(shards: 1)
    #expect((980 * 120...1_045 * 120).contains(report.appended), "\(report.appended)")
    #expect(report.throttled > 1_000)
    #expect(report.throttledResources.map(\.name) == ["index/byEventId EVENT_1"])
    #expect(report.words.contains("index/byEventId EVENT_1"))
    #expect(report.violations == [])
  }

  @Test func `two index shards take it all`() throws {
    let report = overload(shards: 2)
    #expect(report.throttled == 0)
    #expect(report.appended * 100 > report.offered * 98)
    #expect(try #require(report.lag).p99 < 1_000_000)
  }

  @Test func `a checkpoint misses most of a second, a window and a horizon nothing`() throws {
    let report = run()
    let missed = report.readers.map(\.missed)
    let share = Double(missed[0]) / Double(report.appended)
    #expect((0.65...0.82).contains(share), "\(share)")
    #expect(missed[1] == 0 && missed[2] == 0)
    #expect(report.readers.allSatisfy { $0.duplicates == 0 })
    #expect(report.globalOrder == .none)
  }

  @Test func `ids of one second stand in random order, perfect clocks or not`() {
    let (slow, fast) = (run(rate: 10), run())
    #expect((0.42...0.48).contains(adjacent(slow)), "\(adjacent(slow))")
    #expect((0.47...0.53).contains(adjacent(fast)), "\(adjacent(fast))")
    #expect((0.68...0.745).contains(inverted(slow)), "\(inverted(slow))")
  }

  @Test func `inversions grow with the skew of the clocks`() {
    let shares = [0, 300, 1_000, 5_000].map { inverted(run(rate: 10, skew: $0)) }
    #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 < $1 }, "\(shares)")
  }

  @Test func `inversions grow with the drift of the clocks`() {
    let shares = [0, 20_000, 100_000].map { drift in
      inverted(run(rate: 10) { $0.cloud.faults.clockDriftPerMillion = drift })
    }
    #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 < $1 }, "\(shares)")
  }

  @Test func `clocks further apart than the window make overlap miss`() {
    let report = run(rate: 50, skew: 20_000)
    #expect(report.readers[1].missed > 0)
  }

  private func adjacent(_ report: RunReport) -> Double {
    Double(report.adjacentInversions) / Double(report.appended - 1)
  }

  private func inverted(_ report: RunReport) -> Double {
    Double(report.inversions) / Double(report.appended)
  }
}
