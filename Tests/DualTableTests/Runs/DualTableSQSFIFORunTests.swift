import Architectures
import EventSourcing
import Simulation
import Testing
import VirtualTime

/// What dual-table-sqs-fifo must show: what the queue and a group carry, and what repeats and a
/// dual write do.
@Suite struct DualTableSQSFIFORunTests {
  private func run(
    perSecond: Int64, seconds: Int64 = 60, _ change: (inout SimulationOptions) -> Void = { _ in }
  ) -> RunReport {
    var options = SimulationOptions()
    options.eventsPerThousandSeconds = perSecond * 1000
    options.durationMicroseconds = seconds * 1_000_000
    change(&options)
    return Laboratory.run(.dualTableSQSFIFO, options)
  }

  @Test func `300 messages a second are sent one by one, 3,000 by tens`() throws {
    let single = try #require(run(perSecond: 600) { $0.cloud.queue.sendBatch = 1 }.sentBeforeEnd)
    #expect((270 * 60...330 * 60).contains(single), "\(single)")
    let tens = run(perSecond: 3500, seconds: 30) {
      $0.writers = 128
      $0.cloud.table.partitions = 8
      $0.cloud.queue.groups = 16
    }
    let batched = try #require(tens.sentBeforeEnd)
    #expect((2700 * 30...3300 * 30).contains(batched), "\(batched)")
    #expect(tens.violations == [])
  }

  @Test func `a group numbers about 230 events a second, four groups four times that`() {
    let one = run(perSecond: 500)
    #expect((207 * 60...253 * 60).contains(one.visibleBeforeEnd), "\(one.visibleBeforeEnd)")
    #expect(one.violations == [] && one.readers.map(\.missed) == [0])
    let four = run(perSecond: 1500) {
      $0.writers = 64
      $0.cloud.queue.groups = 4
    }
    #expect(
      (one.visibleBeforeEnd * 36 / 10...one.visibleBeforeEnd * 44 / 10)
        .contains(four.visibleBeforeEnd), "\(four.visibleBeforeEnd)")
    #expect(four.violations == [] && four.readers.map(\.missed) == [0])
  }

  /// An event costs table two 2 units, and each transaction 4 more for its counter and its mark.
  @Test func `many groups number no more than table two takes`() {
    let report = run(perSecond: 900, seconds: 30) {
      $0.writers = 64
      $0.cloud.queue.groups = 16
      $0.cloud.table.partitions = 1
    }
    let visible = report.visibleBeforeEnd
    #expect((250 * 30...31 * 1000 / 2).contains(visible), "\(visible)")
    #expect(report.throttled == 0 && report.violations == [])
    #expect(report.readers.map(\.missed) == [0])
  }

  @Test func `crashes and repeated batches lose, double and reorder nothing`() {
    let calm = run(perSecond: 100) { $0.cloud.queue.groups = 3 }
    let faulty = run(perSecond: 100) {
      $0.cloud.queue.groups = 3
      $0.cloud.faults.crashes = Ratio(5, of: 100)
      $0.cloud.faults.redeliveries = Ratio(5, of: 100)
    }
    for report in [calm, faulty] {
      #expect(report.violations == [])
      #expect(report.readers.map(\.missed) == [0] && report.readers.map(\.duplicates) == [0])
      #expect(report.readers.map(\.delivered) == [report.appended])
    }
    #expect((faulty.lag?.p99 ?? 0) > 2 * (calm.lag?.p99 ?? 0))
    #expect((faulty.lag?.greatest ?? .max) < 30_000_000)
    // What is sent a second time is counted as sent.
    #expect((faulty.sentBeforeEnd ?? 0) > faulty.appended)
  }

  @Test func `the default visibility timeout of AWS stops a group for most of the time`() {
    let report = run(perSecond: 100) {
      $0.cloud.faults.crashes = Ratio(5, of: 100)
      $0.cloud.queue.retryMicroseconds = 30_000_000
    }
    #expect(report.visibleBeforeEnd < report.appended / 2)
    #expect(report.violations == [] && report.readers.map(\.missed) == [0])
  }

  /// Inside five minutes the queue drops what comes again; after that the consumer has to know it.
  @Test(arguments: [Int64(1), 299, 301])
  func `what is sent again is never numbered again`(seconds: Int64) {
    var parameters = CloudParameters()
    parameters.faults.redeliveries = Ratio(1, of: 1)
    parameters.faults.redeliveryMicroseconds = seconds * 1_000_000
    let cloud = DualTablesWithSQSFIFO(parameters: parameters, seed: 1, start: .simulationStart)
    var run = SteppedRun(cloud, perSecond: 50, seed: 1)
    run.run(seconds: 4)
    run.drain()
    #expect(run.violations == [])
    #expect(run.entries.map(\.key.number) == Array(1...run.committed))
    #expect(Set(run.entries.map(\.position)).count == run.entries.count)
    #expect(run.cloud.queue.sentMessages == 2 * run.committed)
    #expect(run.cloud.queue.droppedMessages == (seconds < 300 ? run.committed : 0))
  }

  @Test func `a command that dies between table and queue loses its event, and only it`() {
    let alive = run(perSecond: 200) { $0.cloud.queue.isDualWrite = false }
    #expect(alive.lost == 0 && alive.readers.map(\.missed) == [0] && alive.violations == [])
    let dual = run(perSecond: 200) { $0.cloud.queue.isDualWrite = true }
    #expect((3...30).contains(dual.lost), "\(dual.lost) of \(dual.appended)")
    #expect(dual.readers.map(\.missed) == [dual.lost] && dual.violations == [])
    #expect(dual.readers.map(\.delivered) == [dual.appended - dual.lost])
    let immortal = run(perSecond: 200) {
      $0.cloud.queue.isDualWrite = true
      $0.cloud.faults.dualWriteDeaths = .never
    }
    #expect(immortal.lost == 0 && immortal.readers.map(\.missed) == [0])
  }

  @Test func `a command that dies loses all events of its append or none`() {
    var parameters = CloudParameters()
    parameters.queue.isDualWrite = true
    parameters.faults.dualWriteDeaths = Ratio(1, of: 2)
    let cloud = DualTablesWithSQSFIFO(parameters: parameters, seed: 1, start: .simulationStart)
    var run = SteppedRun(cloud, perSecond: 1, seed: 1)
    for attempt in 0..<100 {
      let before = run.cloud.lostEntries
      for _ in 0..<3 {
        run.commit(aggregate: 1, at: .milliseconds(Int64(attempt) * 100), attempt: 9)
      }
      run.cloud.release(9, at: run.now)
      #expect([0, 3].contains(run.cloud.lostEntries - before))
    }
    #expect((90...210).contains(run.cloud.lostEntries))
    run.drain()
    #expect(run.violations == [])
  }

  @Test func `the stream stands in the order of visibility, ties by group and number`() {
    var parameters = CloudParameters()
    parameters.queue.groups = 12
    // Latencies of a few microseconds: consumers' transactions end in the same instants now and
    // then.
    parameters.queue.callsPerSecond = 1_000_000
    parameters.transaction.latency = LatencyCurve([(0, 10), (1_000_000, 20)])
    parameters.transaction.itemMicroseconds = 0
    let cloud = DualTablesWithSQSFIFO(parameters: parameters, seed: 2, start: .simulationStart)
    var run = SteppedRun(cloud, perSecond: 500, seed: 2)
    run.run(seconds: 5)
    run.drain()
    let ties = zip(run.entries, run.entries.dropFirst()).filter {
      $0.visibleAt == $1.visibleAt && $0.partition != $1.partition
    }
    #expect(ties.count > 20)
    #expect(ties.allSatisfy { $0.partition < $1.partition })
    #expect(zip(run.entries, run.entries.dropFirst()).allSatisfy { $0.visibleAt <= $1.visibleAt })
    #expect(run.violations == [])
    for group in Int32(0)..<12 {
      let numbers = run.entries.filter { $0.partition == group }.map(\.key.number)
      #expect(numbers == Array(1...Int64(numbers.count)))
    }
  }

  @Test func `nothing is due once all is numbered`() {
    let cloud = DualTablesWithSQSFIFO(
      seed: 1, start: .simulationStart, lastNumbers: [41])
    #expect(cloud.nextInstant == nil)
    var run = SteppedRun(cloud, perSecond: 150, seed: 1)
    run.run(seconds: 5)
    run.drain()
    #expect(run.violations == [] && run.entries.map(\.key.number) == Array(42..<42 + run.committed))
    #expect(run.cloud.nextInstant == nil && run.cloud.pendingEntries == 0)
  }

  @Test func `calls to send, receive and delete are counted`() {
    let cloud = DualTablesWithSQSFIFO(seed: 1, start: .simulationStart)
    var run = SteppedRun(cloud, perSecond: 1, seed: 1)
    for _ in 0..<25 { run.commit(aggregate: 7, at: .simulationStart) }
    run.drain()
    let usage = run.cloud.usage
    #expect(usage.messagesSent == 25 && run.cloud.queue.sending.calls == 3)
    #expect(run.cloud.queue.receiving.calls == run.cloud.queue.deleting.calls)
    #expect(usage.queueCalls == 3 + 2 * run.cloud.queue.receiving.calls)
    #expect(usage.writeUnits == 2 * (25 + 2 * run.cloud.queue.receiving.calls))
    #expect(usage.invocations == 1 + run.cloud.queue.receiving.calls)
  }
}
