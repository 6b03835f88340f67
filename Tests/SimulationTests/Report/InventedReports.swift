import Architectures
import EventSourcing
@testable import Simulation

/// Reports of runs that nobody made: what they show does not change with the laboratory.
enum InventedReports {
  static func report(
    _ name: ArchitectureName, appended: Int64 = 30_000, change: (inout RunReport) -> Void = { _ in }
  ) -> RunReport {
    var report = RunReport(
      architecture: name, seed: 7, durationMicroseconds: 60_000_000, writers: 8,
      eventsPerThousandSeconds: 500_000, offered: 30_000, appended: appended, conflicts: 12,
      throttled: 0, throttledResources: [], failed: 0, unfinished: 30_000 - appended, aborted: 0,
      lostAnswers: 0, visibleBeforeEnd: appended, sentBeforeEnd: nil, lost: 0,
      appendLatency: percentiles(7_551, 13_201, 16_249, 29_000),
      wait: percentiles(0, 90_000, 271_300, 500_000), lag: nil, inversions: 0,
      adjacentInversions: 0,
      readers: [reader(.checkpoint, delivered: appended, missed: 0)],
      globalOrder: .total, picodollars: 1_253_456 * appended, steps: 100_000, isPartial: false,
      violations: [])
    change(&report)
    return report
  }

  static func percentiles(
    _ median: Int64, _ p95: Int64, _ p99: Int64, _ greatest: Int64
  ) -> RunReport.Percentiles {
    RunReport.Percentiles(median: median, p95: p95, p99: p99, greatest: greatest)
  }

  static func reader(
    _ strategy: ReaderStrategy, delivered: Int64, missed: Int64, delay: Int64 = 255_000
  ) -> RunReport.ReaderFigures {
    RunReport.ReaderFigures(
      strategy: strategy, delivered: delivered, missed: missed, duplicates: 0,
      outOfOrder: delivered / 3, readUnits: 4_321,
      delay: percentiles(delay, delay + 200_000, delay + 250_000, delay + 300_000))
  }

  /// One of each architecture.
  static let all: [RunReport] = [
    report(.dynamoDBWithKSUIDs) { report in
      report.lag = percentiles(2_001, 4_569, 11_633, 10_000_000)
      (report.inversions, report.adjacentInversions) = (29_580, 14_990)
      report.visibleBeforeEnd = 29_990
      report.globalOrder = .none
      report.readers = [
        reader(.checkpoint, delivered: 7_890, missed: 22_110, delay: 150_000),
        reader(.overlap, delivered: 29_999, missed: 1),
        reader(.safeHorizon, delivered: 30_000, missed: 0, delay: 12_000_000),
      ]
    },
    report(.dynamoDBTransactions, appended: 1_650) { report in
      report.conflicts = 9_900
      report.unfinished -= 350
      report.failed = 350
      report.appendLatency = percentiles(27_700, 900_000, 3_600_000, 5_200_000)
      report.wait = percentiles(20_000_000, 50_000_000, 58_900_000, 59_800_000)
      report.picodollars = 9_875_000 * 1_650
    },
    report(.dualTableLambda) { report in
      report.lag = percentiles(290_000, 600_000, 912_000, 1_500_000)
      (report.inversions, report.adjacentInversions) = (24_000, 9_000)
      report.globalOrder = .perAggregate
    },
    report(.dualTableSQSFIFO) { report in
      report.lag = percentiles(15_000_000, 30_000_000, 33_000_000, 34_512_345)
      report.visibleBeforeEnd = 13_800
      report.sentBeforeEnd = 29_900
      report.lost = 30
      report.isDualWrite = true
      report.readers = [reader(.checkpoint, delivered: 29_970, missed: 30, delay: 15_300_000)]
      (report.inversions, report.adjacentInversions) = (20_000, 8_000)
      report.globalOrder = .perAggregate
    },
    report(.auroraServerless) { report in
      report.aborted = 300
      report.readers = [
        reader(.checkpoint, delivered: 29_880, missed: 120),
        reader(.overlap, delivered: 30_000, missed: 0),
        reader(.safeHorizon, delivered: 30_000, missed: 0),
      ]
      (report.inversions, report.adjacentInversions) = (9_000, 7_000)
      report.globalOrder = .perAggregate
      report.picodollars = 260_000 * 30_000
    },
    report(.quantumLedger, appended: 10_020) { report in
      report.picodollars = 2_820_000 * 10_020
    },
  ]

  /// An index shard that is asked for more than it takes.
  static let throttled = report(.dynamoDBWithKSUIDs, appended: 121_000) { report in
    report.eventsPerThousandSeconds = 1_500_000
    report.durationMicroseconds = 120_000_000
    report.offered = 180_000
    (report.failed, report.unfinished) = (9_000, 50_000)
    report.throttled = 85_886
    report.throttledResources = [.init(name: "index/byEventId EVENT_1", count: 85_886)]
    report.lag = percentiles(900_000, 1_000_000, 1_100_000, 10_900_000)
    report.globalOrder = .none
  }
}
