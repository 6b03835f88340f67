import Architectures
import EventSourcing

extension Figure {
  /// Finds a figure by its name.
  public static func named(_ name: String) -> Figure? { all.first { $0.name == name } }

  /// Every figure, in the order in which a table has them.
  public static let all: [Figure] =
    ofAppends + ofStream + ReaderStrategy.allCases.flatMap(ofReader) + [costPerMillion]

  /// What a writer meets.
  static let ofAppends: [Figure] = [
    Figure(
      name: "appended", heading: "appended", unit: "events/s", decimals: 1, preference: .higher
    ) { perSecond($0.appended, $0) },
    time("append-p50", "append p50") { $0.appendLatency?.median },
    time("append-p99", "append p99") { $0.appendLatency?.p99 },
    time("wait-p99", "wait for a writer p99") { $0.wait?.p99 },
    number("conflicts", "conflicts") { $0.conflicts },
    number("throttled", "throttled attempts") { $0.throttled },
    number("failed", "failed events") { $0.failed },
    number("unfinished", "unfinished events") { $0.unfinished },
  ]

  /// Those that a table of architectures leaves out: what it has of a checkpoint reader, and the cost of doing
  /// better.
  static let tooFine: Set<String> = [
    "overlap-out-of-order", "overlap-delay-p50", "safe-horizon-out-of-order",
    "safe-horizon-delay-p50",
  ]

  /// What becomes of the global stream.
  static let ofStream: [Figure] = [
    Figure(
      name: "visible", heading: "visible", unit: "events/s", decimals: 1, preference: .higher
    ) { perSecond($0.visibleBeforeEnd, $0) },
    Figure(
      name: "sent", heading: "sent to the queue", unit: "1/s", decimals: 1, preference: .none
    ) { report in report.sentBeforeEnd.flatMap { perSecond($0, report) } },
    lag("lag-p50", "lag p50", \.median),
    lag("lag-p99", "lag p99", \.p99),
    lag("lag-max", "lag greatest", \.greatest),
    share("inversions", "inversions") { percent($0.inversions, of: $0.appended) },
    share("adjacent-inversions", "adjacent inversions") {
      percent($0.adjacentInversions, of: $0.appended - 1)
    },
  ]

  /// What a reader of a strategy is handed.
  static func ofReader(_ strategy: ReaderStrategy) -> [Figure] {
    let word = strategy.rawValue
    return [
      share("\(word)-missed", "\(word) missed") { report in
        report.reader(strategy).flatMap { percent($0.missed, of: report.appended) }
      },
      share("\(word)-out-of-order", "\(word) disorder") { report in
        report.reader(strategy).flatMap { percent($0.outOfOrder, of: $0.delivered) }
      },
      time("\(word)-delay-p50", "\(word) delay p50") { $0.reader(strategy)?.delay?.median },
      time("\(word)-delay-p99", "\(word) delay p99") { $0.reader(strategy)?.delay?.p99 },
      number("\(word)-read-units", "\(word) read units") { $0.reader(strategy)?.readUnits },
    ]
  }

  /// What a million events cost.
  static let costPerMillion = Figure(
    name: "cost", heading: "cost per million", unit: "$", decimals: 2, preference: .lower
  ) {
    // Picodollars an event are millionths of a dollar a million.
    $0.appended > 0 ? Int128($0.picodollars) / Int128($0.appended) : nil
  }

  private static func time(
    _ name: String, _ heading: String, _ microseconds: @escaping @Sendable (RunReport) -> Int64?
  ) -> Figure {
    Figure(name: name, heading: heading, unit: "ms", decimals: 1, preference: .lower) {
      milliseconds(microseconds($0))
    }
  }

  private static func number(
    _ name: String, _ heading: String, _ value: @escaping @Sendable (RunReport) -> Int64?
  ) -> Figure {
    Figure(name: name, heading: heading, unit: "", decimals: 0, preference: .lower) {
      value($0).map(count)
    }
  }

  private static func share(
    _ name: String, _ heading: String, _ value: @escaping @Sendable (RunReport) -> Int128?
  ) -> Figure {
    Figure(
      name: name, heading: heading, unit: "%", decimals: 2, preference: .lower, millionths: value)
  }

  private static func lag(
    _ name: String, _ heading: String,
    _ part: any KeyPath<RunReport.Percentiles, Int64> & Sendable
  ) -> Figure {
    // Where the append itself updates the stream, nothing lags.
    time(name, heading) { report in
      report.architecture.updatesStreamInAppend ? 0 : report.lag?[keyPath: part]
    }
  }
}

extension RunReport {
  /// What the reader of a strategy did; nil where there was none.
  func reader(_ strategy: ReaderStrategy) -> ReaderFigures? {
    readers.first { $0.strategy == strategy }
  }
}
