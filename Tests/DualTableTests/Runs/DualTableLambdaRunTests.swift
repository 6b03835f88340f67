import Architectures
import EventSourcing
import Simulation
import Testing
import VirtualTime

/// What dual-table-lambda must show: lag that grows above what one function can do, and crashes
/// that are lag and nothing else.
@Suite struct DualTableLambdaRunTests {
  private func run(
    perSecond: Int64, seconds: Int64 = 60, _ change: (inout SimulationOptions) -> Void = { _ in }
  ) -> RunReport {
    var options = SimulationOptions()
    options.eventsPerThousandSeconds = perSecond * 1000
    options.durationMicroseconds = seconds * 1_000_000
    change(&options)
    return Laboratory.run(.dualTableLambda, options)
  }

  @Test func `crashes and repeated batches lose, double and reorder nothing`() {
    let calm = run(perSecond: 100)
    let faulty = run(perSecond: 100) {
      $0.cloud.faults.crashes = Ratio(5, of: 100)
      $0.cloud.faults.redeliveries = Ratio(5, of: 100)
    }
    for report in [calm, faulty] {
      // Dense numbers and each aggregate's order are among the rules.
      #expect(report.violations == [])
      #expect(report.readers.map(\.missed) == [0] && report.readers.map(\.duplicates) == [0])
      #expect(report.readers.map(\.delivered) == [report.appended])
      #expect(report.globalOrder == .perAggregate && report.lost == 0)
    }
    #expect((faulty.lag?.p99 ?? 0) > 2 * (calm.lag?.p99 ?? 0))
    #expect((faulty.lag?.greatest ?? .max) < 30_000_000)
  }

  @Test(arguments: UInt64(1)...5)
  func `an event comes a third of a second late`(seed: UInt64) throws {
    let median = try #require(run(perSecond: 50) { $0.seed = seed }.lag).median
    #expect((220_000...420_000).contains(median), "\(median) µs")
  }

  @Test func `the lag grows with the run above what one function can do, and not below`() throws {
    func lag(_ perSecond: Int64, _ seconds: Int64) throws -> Int64 {
      try #require(run(perSecond: perSecond, seconds: seconds) { $0.writers = 64 }.lag).median
    }
    #expect(try lag(2000, 60) > lag(2000, 30) * 3 / 2)
    #expect(try abs(lag(300, 60) - lag(300, 30)) < 20_000)
  }

  @Test func `one function numbers about a thousand events a second`() {
    let report = run(perSecond: 2000) { $0.writers = 64 }
    #expect((950 * 60...1050 * 60).contains(report.visibleBeforeEnd))
  }

  @Test func `one partition of table two caps the function`() {
    let report = run(perSecond: 900, seconds: 30) {
      $0.writers = 64
      $0.cloud.table.partitions = 1
    }
    // 2 units an event, 4 more a transaction of up to fifty.
    #expect((430 * 30...31 * 500).contains(report.visibleBeforeEnd), "\(report.visibleBeforeEnd)")
    #expect(report.violations == [])
  }

  @Test func `the order is that of the function, not that of commits`() {
    let report = run(perSecond: 500)
    #expect(report.inversions > report.appended / 2 && report.violations == [])
  }

  @Test func `nothing is due once all is numbered`() {
    let cloud = DualTablesWithSingleConcurrencyLambda(seed: 1, start: .simulationStart)
    #expect(cloud.nextInstant == nil)
    var run = SteppedRun(cloud, perSecond: 200, seed: 1)
    run.run(seconds: 5)
    run.drain()
    #expect(run.violations == [] && run.entries.count == run.committed)
    #expect(run.cloud.nextInstant == nil && run.cloud.pendingEntries == 0)
  }

  @Test func `a store that is opened again goes on where its numbers end`() {
    let cloud = DualTablesWithSingleConcurrencyLambda(
      seed: 1, start: .simulationStart, lastNumber: 41)
    var run = SteppedRun(cloud, perSecond: 100, seed: 1)
    run.run(seconds: 2)
    run.drain()
    #expect(run.entries.map(\.key.number) == Array(42..<42 + run.committed))
  }

  @Test func `who is late by more than 24 hours loses events, and they are counted`() {
    var parameters = CloudParameters()
    parameters.stream.keptMicroseconds = 2_000_000
    parameters.faults.crashes = Ratio(1, of: 2)
    let cloud = DualTablesWithSingleConcurrencyLambda(
      parameters: parameters, seed: 1, start: .simulationStart)
    var run = SteppedRun(cloud, perSecond: 400, seed: 1)
    run.run(seconds: 10)
    run.drain()
    #expect(run.cloud.lostEntries > 100 && run.cloud.pendingEntries == 0)
    #expect(run.violations == [])
    #expect(run.entries.map(\.key.number) == Array(1...Int64(run.entries.count)))
  }

  @Test func `a function's cost is that of its invocations and their transactions`() {
    var parameters = CloudParameters()
    parameters.stream.emptyPolls = .never
    let cloud = DualTablesWithSingleConcurrencyLambda(
      parameters: parameters, seed: 1, start: .simulationStart)
    var run = SteppedRun(cloud, perSecond: 1, seed: 1)
    for _ in 0..<120 { run.commit(aggregate: 7, at: .simulationStart) }
    run.drain()
    // A full batch of two transactions, and twenty in a third.
    #expect(run.cloud.usage.invocations == 2)
    #expect(run.cloud.usage.writeUnits == 2 * (120 + 3 * 2))
    #expect(run.cloud.usage.functionMegabytes == 256)
    #expect((200_000...2_000_000).contains(run.cloud.usage.functionMicroseconds))
  }
}
