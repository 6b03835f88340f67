import Architectures
import EventSourcing

/// Figures that are known as ranges: from measurements, quotas, or an independent model of the same rules.
extension TheoryCheck {
  static let transactions: [TheoryCheck] = [1, 4, 64].flatMap { writers in
    let options = load(rate: 500, writers: writers)
    let latency: ClosedRange<Double> =
      switch writers {
      case 1: 0.08...0.1
      case 4: 1.6...2.6
      default: 2.9...4.3
      }
    let people = writers == 1 ? "1 writer" : "\(writers) writers"
    return [
      range("appended by \(people)", .transactions, .dynamoDBTransactions, 25...35, "/s", options) {
        perSecond($0.appended, $0)
      },
      range("p99 of its appends", .transactions, .dynamoDBTransactions, latency, " s", options, 2) {
        $0.appendLatency.map { Double($0.p99) / 1_000_000 }
      },
    ]
  }

  static let dualTables: [TheoryCheck] = [
    range(
      "lambda: lag p50 at 50/s", .dualTables, .dualTableLambda, 220...420, " ms",
      load(rate: 50, writers: 8)
    ) { $0.lag.map { Double($0.median) / 1_000 } },
    range(
      "queue: sent, one a call", .dualTables, .dualTableSQSFIFO, 270...300, "/s",
      queue(rate: 600, writers: 32, batch: 1, groups: 1)
    ) { report in report.sentBeforeEnd.map { perSecond($0, report) } },
    range(
      "queue: sent, ten a call", .dualTables, .dualTableSQSFIFO, 2_700...3_000, "/s",
      queue(rate: 4_500, writers: 128, batch: 10, groups: 1)
    ) { report in report.sentBeforeEnd.map { perSecond($0, report) } },
    range(
      "queue: visible, one group", .dualTables, .dualTableSQSFIFO, 207...253, "/s",
      queue(rate: 500, writers: 16, batch: 10, groups: 1)
    ) { perSecond($0.visibleBeforeEnd, $0) },
    range(
      "queue: visible, four groups", .dualTables, .dualTableSQSFIFO, 828...1_012, "/s",
      queue(rate: 1_500, writers: 64, batch: 10, groups: 4)
    ) { perSecond($0.visibleBeforeEnd, $0) },
  ]

  static let readers: [TheoryCheck] = {
    var narrow = load(rate: 500, writers: 8)
    narrow.cloud.reader.overlapSeconds = 2
    return [
      missed(
        "ksuid: checkpoint, 500/s", .checkpoint, .dynamoDBWithKSUIDs, 65...82, load(rate: 500)),
      missed("ksuid: overlap of 12 s", .overlap, .dynamoDBWithKSUIDs, 0...0, load(rate: 500)),
      missed("ksuid: safe-horizon", .safeHorizon, .dynamoDBWithKSUIDs, 0...0, load(rate: 500)),
      missed("ksuid: overlap of 2 s", .overlap, .dynamoDBWithKSUIDs, 0.001...0.01, narrow, 3),
      missed(
        "aurora: checkpoint, 300/s", .checkpoint, .auroraServerless, 0.03...2,
        load(rate: 300, writers: 32), 2),
      missed(
        "aurora: safe-horizon", .safeHorizon, .auroraServerless, 0...0,
        load(rate: 300, writers: 32)),
    ]
  }()

  private static func missed(
    _ name: String, _ strategy: ReaderStrategy, _ architecture: ArchitectureName,
    _ percent: ClosedRange<Double>, _ options: SimulationOptions, _ decimals: Int = 1
  ) -> TheoryCheck {
    range(name, .readers, architecture, percent, "%", options, decimals) { report in
      report.reader(strategy).map { Double($0.missed) / Double(max(1, report.appended)) * 100 }
    }
  }

  private static func range(
    _ name: String, _ section: TheorySection, _ architecture: ArchitectureName,
    _ range: ClosedRange<Double>, _ unit: String, _ options: SimulationOptions,
    _ decimals: Int = 0, measure: @escaping @Sendable (RunReport) -> Double?
  ) -> TheoryCheck {
    TheoryCheck(
      name: name, section: section, architecture: architecture, runs: seeds(options, 5),
      expectation: .range(range), unit: unit, decimals: decimals
    ) { report in measure(report).map { ($0, 1) } }
  }

  private static func perSecond(_ count: Int64, _ report: RunReport) -> Double {
    Double(count) * 1_000_000 / Double(max(1, report.durationMicroseconds))
  }

  private static func load(rate: Int, writers: Int = 8) -> SimulationOptions {
    var options = SimulationOptions()
    options.eventsPerThousandSeconds = Int64(rate) * 1_000
    options.writers = writers
    options.clockSkewMicroseconds = 0
    return options
  }

  private static func queue(
    rate: Int, writers: Int, batch: Int, groups: Int
  ) -> SimulationOptions {
    var options = load(rate: rate, writers: writers)
    options.durationMicroseconds = 30_000_000
    options.cloud.table.partitions = 8
    options.cloud.queue.sendBatch = batch
    options.cloud.queue.groups = groups
    return options
  }
}
