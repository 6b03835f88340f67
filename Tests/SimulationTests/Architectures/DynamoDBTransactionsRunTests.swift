import Architectures
import Simulation
import Testing
import VirtualTime

/// What dynamodb-transactions must show: total order without lag, and a counter that all writers collide on.
@Suite struct DynamoDBTransactionsRunTests {
  private func run(writers: Int) -> RunReport {
    var options = SimulationOptions()
    options.writers = writers
    return Laboratory.run(.dynamoDBTransactions, options)
  }

  @Test(arguments: [1, 4, 64])
  func `one counter lets through what one item allows, whatever the writers`(writers: Int) {
    let report = run(writers: writers)
    #expect((22 * 60...45 * 60).contains(report.appended), "\(report.appended)")
    #expect(report.lag == nil)
    #expect(report.inversions == 0 && report.adjacentInversions == 0)
    #expect(report.readers.map(\.missed) == [0])
    #expect(report.violations == [])
  }

  @Test func `conflicts, the tail of the latency and the cost grow with the writers`() throws {
    let reports = [1, 4, 64].map(run(writers:))
    let tails = try reports.map { try #require($0.appendLatency).p99 }
    #expect(reports[0].conflicts == 0)
    #expect(reports[0].conflicts < reports[1].conflicts)
    #expect(reports[1].conflicts < reports[2].conflicts)
    #expect(tails[0] < 200_000 && tails[0] < tails[1] && tails[1] < tails[2], "\(tails)")
    #expect(reports[0].costPerMillionEvents == "3.8750")
    #expect(reports[2].picodollars / reports[2].appended > 3 * 3_875_000)
  }

  @Test func `a lost answer after a commit is answered as the first time`() {
    var options = SimulationOptions()
    options.eventsPerThousandSeconds = 10_000
    options.cloud.faults.lostAnswers = .init(1, of: 5)
    let report = Laboratory.run(.dynamoDBTransactions, options)
    #expect(report.lostAnswers > 50)
    #expect(report.violations == [])
    #expect(report.offered == report.appended + report.failed + report.unfinished)
  }

  /// Event, entry and counter are 2 units each: all six come from the one partition.
  @Test(arguments: [(10, 1, 50), (30, 3, 50), (60, 7, 50)])
  func `a partition gives no more than its units, of which an attempt takes six`(
    units: Int64, least: Int64, rate: Int64
  ) {
    var options = SimulationOptions()
    options.eventsPerThousandSeconds = rate * 1000
    options.cloud.table.partitions = 1
    options.cloud.table.unitsPerSecond = units
    let report = Laboratory.run(.dynamoDBTransactions, options)
    // A full bucket at first, and what flows in.
    #expect(report.appended * 6 <= units * 61, "\(report.appended)")
    #expect(report.appended >= least * 60, "\(report.appended)")
    #expect(report.throttledResources.map(\.name) == ["table partition 0"])
    #expect(report.violations == [])
  }
}
