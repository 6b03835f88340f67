/// One figure of a report, as it stands in a table or a chart.
public struct Figure: Sendable {
  /// The name that `--figure` knows it by, such as `lag-p99`.
  public let name: String
  /// What a table calls it.
  public let heading: String
  /// Its unit; empty for counts.
  public let unit: String
  /// How many decimals people are shown.
  let decimals: Int
  /// Which value is the better one.
  let preference: Preference
  /// Its value in millionths of the unit; nil where a run has none.
  package let millionths: @Sendable (RunReport) -> Int128?

  /// Which of two values is the better one.
  enum Preference: Sendable {
    /// The greater.
    case higher
    /// The lesser.
    case lower
    /// Neither.
    case none
  }

  /// Its name in a table, with its unit.
  var label: String { unit.isEmpty ? heading : "\(heading), \(unit)" }

  /// Its value in a report, as people read it; nil where the run has none.
  ///
  /// What is more than nothing, and would be rounded to nothing, is shown as less than the least that can be
  /// shown: a reader that missed one event of a million did not miss none.
  func text(_ report: RunReport) -> String? {
    guard let value = millionths(report) else { return nil }
    var step: Int128 = 1
    for _ in decimals..<6 { step *= 10 }
    let rounded = (value + step / 2) / step
    if rounded == 0, value > 0 { return "<" + Decimal.text(1, digits: decimals) }
    guard decimals > 0 else { return Decimal.grouped(Int64(clamping: rounded)) }
    let text = Decimal.text(rounded, digits: decimals)
    let whole = text.prefix { $0 != "." }
    return Decimal.grouped(Int64(whole) ?? 0) + text.dropFirst(whole.count)
  }

  /// A count, in millionths.
  static func count(_ count: Int64) -> Int128 { Int128(count) * 1_000_000 }

  /// A share in millionths of a per cent; nil of nothing.
  static func percent(_ part: Int64, of whole: Int64) -> Int128? {
    whole > 0 ? Int128(part) * 100_000_000 / Int128(whole) : nil
  }

  /// A length of time in millionths of a millisecond.
  static func milliseconds(_ microseconds: Int64?) -> Int128? {
    microseconds.map { Int128($0) * 1_000 }
  }

  /// How many a second, in millionths; nil of a run that did not begin.
  static func perSecond(_ count: Int64, _ report: RunReport) -> Int128? {
    report.durationMicroseconds > 0
      ? Int128(count) * 1_000_000_000_000 / Int128(report.durationMicroseconds) : nil
  }
}
