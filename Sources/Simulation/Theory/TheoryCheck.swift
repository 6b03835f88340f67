public import Architectures

/// One figure that theory or a measurement gives, and the runs of the laboratory that are to give it too.
///
/// The runs differ in their seeds alone: how far they are apart is the sampling error.
public struct TheoryCheck: Sendable {
  /// What is compared, such as `500/s, poll 0.5 s`.
  public let name: String
  /// The section that it stands in.
  let section: TheorySection
  /// The architecture.
  public let architecture: ArchitectureName
  /// The options of each run.
  public let runs: [SimulationOptions]

  /// What is expected.
  let expectation: Expectation
  /// The unit of all its numbers, as it is written behind them.
  let unit: String
  /// How many decimals are shown.
  let decimals: Int
  /// The figure of a run, as a part of a whole, which is 1 where nothing is shared; nil where it has none.
  let measure: @Sendable (RunReport) -> (part: Double, whole: Double)?

  /// What theory or a measurement gives.
  enum Expectation: Sendable {
    /// This number; the laboratory's may be off by its sampling error and by so much more, which the
    /// formula or the counting leaves out.
    case number(Double, slack: Double)
    /// A number of this range: a measurement, or an independent model of the same rules.
    case range(ClosedRange<Double>)
  }

  /// How many sampling errors the laboratory may be off: one sound check of 15,000 fails.
  private static let errorsAllowed = 4.0

  /// Compares what the runs did.
  ///
  /// The mean is that of all runs' events together: a share of one run after the other would count those of
  /// short runs for more.
  public func result(of reports: [RunReport]) -> TheoryResult {
    let values = reports.compactMap(measure)
    let whole = values.reduce(0) { $0 + $1.whole }
    guard whole > 0 else { return TheoryResult(check: self, mean: nil, error: 0, agrees: false) }
    let count = Double(values.count)
    let mean = values.reduce(0) { $0 + $1.part } / whole
    let squares = values.reduce(0) { sum, value in
      let distance = value.part - mean * value.whole
      return sum + distance * distance
    }
    let error = count > 1 ? (squares * count / (count - 1)).squareRoot() / whole : 0
    let allowed = Self.errorsAllowed * error
    let agrees =
      switch expectation {
      case .number(let number, let slack): (mean - number).magnitude <= allowed + slack
      case .range(let range): (range.lowerBound - allowed...range.upperBound + allowed) ~= mean
      }
    return TheoryResult(check: self, mean: mean, error: error, agrees: agrees)
  }
}
