/// What theory gives and what the laboratory gives, side by side.
public struct TheoryResult: Sendable {
  /// What was compared.
  public let check: TheoryCheck
  /// The mean of the laboratory's runs; nil if none of them has the figure.
  let mean: Double?
  /// The standard error of the mean.
  let error: Double
  /// Whether the two agree, the sampling error allowed for.
  public let agrees: Bool

  /// The expectation as text.
  var expectedText: String {
    switch check.expectation {
    case .number(let number, _): text(number) + check.unit
    case .range(let range): "\(text(range.lowerBound)) to \(text(range.upperBound))" + check.unit
    }
  }

  /// The laboratory's figure as text.
  var measuredText: String { mean.map { text($0) + check.unit } ?? "none" }

  /// The sampling error as text, with a digit more.
  var errorText: String { mean == nil ? "" : "+- " + text(error, more: 1) }

  /// Rounded to whole units of the last decimal, which is exact on every machine.
  private func text(_ number: Double, more digits: Int = 0) -> String {
    var power = 1.0
    for _ in 0..<(check.decimals + digits) { power *= 10 }
    return Decimal.text(Int128((number * power).rounded()), digits: check.decimals + digits)
  }
}
