import Architectures
import EventSourcing
@testable import Simulation
import Testing
import VirtualTime

/// A run finds what an architecture does wrong: checks that can't fail check nothing.
@Suite struct BrokenRuleTests {
  @Test func `a reader that is handed an event twice is counted, and told of`() {
    var options = SimulationOptions()
    options.durationMicroseconds = 10_000_000
    options.readers = [.checkpoint]
    var run = SimulatedRun(RepeatingCloud(), partitions: 0...0, options)
    while run.run(steps: 1_000) {}
    let report = run.report(options)
    #expect(report.readers[0].duplicates > 0)
    #expect(report.readers[0].delivered == report.appended + report.readers[0].duplicates)
    #expect(report.violations.contains { $0.hasPrefix("checkpoint:") }, "\(report.violations)")
  }

  @Test(arguments: [false, true])
  func `what a cloud says is wrong is told, cut off or not`(isCutOff: Bool) {
    var options = SimulationOptions()
    options.durationMicroseconds = 10_000_000
    var run = SimulatedRun(RepeatingCloud(), partitions: 0...0, options)
    while run.run(steps: 1_000) {
      guard isCutOff else { continue }
      run.cutOff()
      break
    }
    let report = run.report(options)
    #expect(report.isPartial == isCutOff && report.violations.contains("entries come twice"))
  }

  @Test func `what a writer was told is compared with what is stored`() {
    let sound = SimulatedTable(aggregates: 2)
    #expect(sound.violations(unheard: []) == [])

    var heard = sound
    let position = heard.commit(1)
    #expect(heard.violations(unheard: [1]) == [])
    #expect(heard.violations(unheard: []).count == 1)
    heard.acknowledge(position, of: 1, 1)
    #expect(heard.violations(unheard: []) == [])
    #expect(heard.violations(unheard: [1]).count == 1)

    for (position, aggregate, version) in [(nil, 1, 1), (1, 0, 1), (1, 1, 2), (2, 1, 1)]
      as [(Int64?, Int, Int32)]
    {
      var table = sound
      _ = table.commit(1)
      table.acknowledge(position, of: aggregate, version)
      #expect(table.violations(unheard: []) != [], "\(aggregate), version \(version)")
    }
    var refused = sound
    refused.refuse(nil, of: 0)
    #expect(refused.violations(unheard: []) == [])
    let stored = refused.commit(0)
    refused.refuse(stored, of: 0)
    #expect(refused.violations(unheard: [0]).count == 1)
  }
}

/// Shows each event at once, and twice.
private struct RepeatingCloud: Architecture {
  static let name = ArchitectureName.quantumLedger
  var guarantees: Guarantees {
    Guarantees(globalOrder: .none, appearsBehindCursor: true, readsOwnWrites: true)
  }
  var stream: StreamForm { .transactions }
  var aggregateRead: LatencyCurve { CloudParameters().database.read }
  var violations: [String] { ["entries come twice"] }
  var usage: CloudUsage { CloudUsage() }
  var pendingEntries: Int64 { 0 }
  private var shown: [StreamEntry] = []
  private var now = Instant.simulationStart

  mutating func schedule(_ attempt: AppendAttempt, at now: Instant) -> AttemptSchedule {
    AttemptSchedule(at: now.advanced(byMicroseconds: 1_000))
  }
  mutating func admit(
    _ attempt: AppendAttempt, conditionHolds: Bool, at now: Instant
  ) -> Admission { conditionHolds ? .accepted : .refused(.versionConflict) }
  mutating func committed(_ write: StreamWrite, of attempt: Int?, at now: Instant) {
    self.now = now
    let key = StreamKey(number: write.position)
    let entry = StreamEntry(write, key: key, partition: 0, visibleAt: now)
    shown += [entry, entry]
  }
  var nextInstant: Instant? { shown.isEmpty ? nil : now }
  mutating func advance(to now: Instant, into sink: inout [StreamEntry]) {
    sink += shown
    shown.removeAll()
  }
  func loads(at now: Instant) -> [PartLoad] { [] }
}
