import Architectures
import EventExplorer
import EventSourcing
@testable import Simulation

/// Reports of runs that nobody made: what the screens show of them does not change with the laboratory.
enum FixtureReports {
  /// What a run did, or had done when it was cut off at a share of its time.
  static func report(_ run: LaboratoryRun, cutOffAt millionths: Int64? = nil) -> RunReport {
    let options = run.options
    let duration = options.durationMicroseconds * (millionths ?? 1_000_000) / 1_000_000
    let offered = options.eventsPerThousandSeconds * duration / 1_000_000_000
    let lab = figures(run.architecture)
    let appended = offered * lab.takenPercent / 100
    var readers = [reader(.checkpoint, appended, missedPercent: lab.missedPercent, delay: 255_000)]
    if lab.lag == nil && run.architecture == .auroraServerless || lab.missedPercent > 0 {
      readers.append(reader(.overlap, appended, missedPercent: 0, delay: 261_000))
      readers.append(reader(.safeHorizon, appended, missedPercent: 0, delay: 12_700_000))
    }
    return RunReport(
      architecture: run.architecture, seed: options.seed, durationMicroseconds: duration,
      writers: options.writers, eventsPerThousandSeconds: options.eventsPerThousandSeconds,
      offered: offered, appended: appended, conflicts: lab.conflicts, throttled: 0,
      throttledResources: [], failed: 0, unfinished: offered - appended, aborted: 0,
      lostAnswers: 0, visibleBeforeEnd: appended,
      sentBeforeEnd: run.architecture == .dualTableSQSFIFO ? appended : nil, lost: 0,
      appendLatency: percentiles(lab.latency, lab.latency * 5),
      wait: percentiles(0, 271_300), lag: lab.lag.map { percentiles($0, $0 * 6) },
      inversions: appended * lab.inversionsPercent / 100,
      adjacentInversions: appended * lab.inversionsPercent / 200, readers: readers,
      globalOrder: lab.order, picodollars: lab.picodollars * appended, steps: 100_000,
      isPartial: millionths != nil, violations: [])
  }

  private struct Figures {
    var takenPercent: Int64 = 100
    var latency: Int64 = 7_551
    var lag: Int64?
    var conflicts: Int64 = 12
    var missedPercent: Int64 = 0
    var inversionsPercent: Int64 = 0
    var order: Guarantees.GlobalOrder
    var picodollars: Int64 = 1_253_456
  }

  private static func figures(_ architecture: ArchitectureName) -> Figures {
    switch architecture {
    case .dynamoDBWithKSUIDs:
      Figures(lag: 2_001, missedPercent: 77, inversionsPercent: 98, order: .none)
    case .dynamoDBTransactions:
      Figures(
        takenPercent: 6, latency: 27_700, conflicts: 9_900, order: .total, picodollars: 8_487_000)
    case .dualTableLambda:
      Figures(
        lag: 303_000, inversionsPercent: 72, order: .perAggregate, picodollars: 1_970_000)
    case .dualTableSQSFIFO:
      Figures(
        lag: 15_300_000, inversionsPercent: 72, order: .perAggregate, picodollars: 2_330_000)
    case .auroraServerless:
      Figures(
        latency: 5_900, inversionsPercent: 43, order: .perAggregate, picodollars: 430_000)
    case .quantumLedger:
      Figures(takenPercent: 33, latency: 31_100, order: .total, picodollars: 2_820_000)
    }
  }

  private static func percentiles(_ median: Int64, _ p99: Int64) -> RunReport.Percentiles {
    RunReport.Percentiles(
      median: median, p95: (median + p99) / 2, p99: p99, greatest: p99 + p99 / 8)
  }

  private static func reader(
    _ strategy: ReaderStrategy, _ appended: Int64, missedPercent: Int64, delay: Int64
  ) -> RunReport.ReaderFigures {
    let missed = appended * missedPercent / 100
    return RunReport.ReaderFigures(
      strategy: strategy, delivered: appended - missed, missed: missed, duplicates: 0,
      outOfOrder: 0, readUnits: 4_321, delay: percentiles(delay, delay + 250_000))
  }
}
