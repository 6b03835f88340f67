import Architectures
import EventSourcing
import VirtualTime

extension TheoryCheck {
  /// Every check, by section.
  public static let all: [TheoryCheck] =
    inversions + misses + latencies + transactions + dualTables + readers

  // MARK: Closed forms

  private static let inversions: [TheoryCheck] = [10, 500].enumerated().flatMap { place, rate in
    let options = ideal(rate: rate, seconds: rate < 100 ? 300 : 30)
    return [
      share(
        "inversions at \(rate)/s", .inversions, ClosedForm.inversions(perSecond: Double(rate)),
        seeds(options, 40, from: 1_000 * place)
      ) { ($0.inversions, $0.appended) },
      share(
        "neighbours at \(rate)/s", .inversions,
        ClosedForm.adjacentInversions(perSecond: Double(rate)),
        seeds(options, 40, from: 1_000 * place + 100)
      ) { ($0.adjacentInversions, $0.appended - 1) },
    ]
  }

  /// How many runs a cell of the table of misses has: where polls keep step with the seconds, a run's phase is
  /// all of its result.
  private static let runsOfMisses = 300

  private static let misses: [TheoryCheck] = [2, 10, 50, 500].flatMap { rate in
    [100, 250, 500, 1_000, 5_000].map { milliseconds in
      var options = ideal(rate: rate, seconds: max(5, min(200, 1_000 / rate)))
      options.cloud.reader.pollMicroseconds = Int64(milliseconds) * 1_000
      let poll = Decimal.short(thousandths: Int64(milliseconds))
      return share(
        "\(rate)/s, poll \(poll) s", .misses,
        ClosedForm.missedByCheckpoint(
          perSecond: Double(rate), pollSeconds: Double(milliseconds) / 1_000),
        seeds(options, runsOfMisses, from: 1_000 * (rate + milliseconds))
      ) { report in report.reader(.checkpoint).map { ($0.missed, report.appended) } }
    }
  }

  /// What the closed forms know: no clock is wrong, nothing takes time, and nothing is full.
  private static func ideal(rate: Int, seconds: Int) -> SimulationOptions {
    let atOnce = LatencyCurve([(0, 0), (1_000_000, 0)])
    var options = SimulationOptions()
    options.eventsPerThousandSeconds = Int64(rate) * 1_000
    options.durationMicroseconds = Int64(seconds) * 1_000_000
    options.clockSkewMicroseconds = 0
    options.aggregates = 200
    options.readers = [.checkpoint]
    options.cloud.table.put = atOnce
    options.cloud.table.read = atOnce
    options.cloud.index.lag = atOnce
    options.cloud.index.unitsPerSecond = 1_000_000
    options.cloud.reader.answerMicroseconds = 0
    return options
  }

  // MARK: Published quantiles

  private static let latencies: [TheoryCheck] = {
    var options = SimulationOptions()
    options.eventsPerThousandSeconds = 200_000
    options.aggregates = 50_000
    options.readers = [.checkpoint]
    options.cloud.index.unitsPerSecond = 1_000_000
    let (put, lag) = (options.cloud.table.put, options.cloud.index.lag)
    return [
      quantile("put p50", 500_000, of: put, options) { $0.appendLatency?.median },
      quantile("put p95", 950_000, of: put, options) { $0.appendLatency?.p95 },
      quantile("put p99", 990_000, of: put, options) { $0.appendLatency?.p99 },
      quantile("index lag p50", 500_000, of: lag, options) { $0.lag?.median },
      quantile("index lag p95", 950_000, of: lag, options) { $0.lag?.p95 },
      quantile("index lag p99", 990_000, of: lag, options) { $0.lag?.p99 },
    ]
  }()

  private static func quantile(
    _ name: String, _ millionths: Int, of curve: LatencyCurve, _ options: SimulationOptions,
    measure: @escaping @Sendable (RunReport) -> Int64?
  ) -> TheoryCheck {
    // A run's percentile lies about one standard deviation of its rank beside the curve's; where the curve
    // bends, as at the 99th of a put, runs to the one side and to the other do not make up for each other.
    let events =
      Double(options.eventsPerThousandSeconds) * Double(options.durationMicroseconds) / 1e9
    let share = Double(millionths) / 1e6
    let step = Int((share * (1 - share) / events).squareRoot() * 1e6)
    let rise =
      curve.length(atMillionths: millionths + step) - curve.length(atMillionths: millionths - step)
    return TheoryCheck(
      name: name, section: .latencies, architecture: .dynamoDBWithKSUIDs, runs: seeds(options, 20),
      expectation: .number(
        Double(curve.length(atMillionths: millionths)) / 1_000, slack: Double(rise) / 2_000),
      unit: " ms", decimals: 2
    ) { report in measure(report).map { (Double($0) / 1_000, 1) } }
  }

  // MARK: Making them

  /// The same options with so many seeds.
  static func seeds(
    _ options: SimulationOptions, _ count: Int, from first: Int = 1
  ) -> [SimulationOptions] {
    (0..<count).map { step in
      var seeded = options
      seeded.seed = UInt64(first + step)
      return seeded
    }
  }

  private static func share(
    _ name: String, _ section: TheorySection, _ expected: Double, _ runs: [SimulationOptions],
    measure: @escaping @Sendable (RunReport) -> (Int64, Int64)?
  ) -> TheoryCheck {
    TheoryCheck(
      name: name, section: section, architecture: .dynamoDBWithKSUIDs, runs: runs,
      expectation: .number(expected * 100, slack: 0.01), unit: "%", decimals: 1
    ) { report in measure(report).map { (Double($0) * 100, Double($1)) } }
  }
}
