import Architectures
import EventSourcing
import Simulation
import Testing

/// What quantum-ledger must show: one journal's order and pace, and rejected transactions that read what has
/// changed.
@Suite struct QuantumLedgerRunTests {
  @Test func `the journal is the stream: total, without lag, nothing missed`() {
    let report = Laboratory.run(.quantumLedger, SimulationOptions())
    #expect(report.globalOrder == .total && report.inversions == 0 && report.lag == nil)
    #expect(report.readers.map(\.missed) == [0])
    #expect(report.violations == [])
  }

  @Test func `one journal takes a block each two milliseconds`() {
    var options = SimulationOptions()
    options.writers = 128
    options.aggregates = 100_000
    options.eventsPerThousandSeconds = 2_000_000
    let report = Laboratory.run(.quantumLedger, options)
    #expect((480 * 60...503 * 60).contains(report.appended), "\(report.appended)")
  }

  @Test func `writers of few aggregates meet, and who has read a stale revision is rejected`() {
    var options = SimulationOptions()
    options.aggregates = 4
    let few = Laboratory.run(.quantumLedger, options)
    let many = Laboratory.run(.quantumLedger, SimulationOptions())
    #expect(few.conflicts > 20 * many.conflicts && many.conflicts > 0)
    #expect(few.violations == [])
  }

  @Test func `a document that all read lets one commit at a time through`() {
    var options = SimulationOptions()
    options.cloud.ledger.hasHeadDocument = true
    let report = Laboratory.run(.quantumLedger, options)
    #expect(report.appended < 40 * 60, "\(report.appended)")
    #expect(report.conflicts > report.appended)
    #expect(report.violations == [])
  }
}
