import VirtualTime

/// Which values a parameter takes, and how they are written.
public enum ParameterForm: Hashable, Sendable {
  /// A number with so many decimals at most; the range is in units of the last one.
  case number(decimals: Int, range: ClosedRange<Int128>)
  /// `true` or `false`.
  case flag
  /// One of these words.
  case choice([String])
  /// Per cents and milliseconds in turn, such as `0 5.47 50 7.55 100 29`: straight lines between them.
  case curve

  /// Decimals of a curve's per cents: one in a million.
  private static let percentDecimals = 4
  /// Decimals of its milliseconds: one microsecond.
  private static let millisecondDecimals = 3

  /// The range in words.
  public var rangeText: String {
    switch self {
    case .number(let decimals, let range):
      "\(Decimal.short(range.lowerBound, digits: decimals)) to "
        + Decimal.short(range.upperBound, digits: decimals)
    case .flag: "true or false"
    case .choice(let words): words.joined(separator: " or ")
    case .curve: "0 to 100 % and 0 to \(LatencyCurve.limitMicroseconds / 1_000) ms"
    }
  }

  /// What a value looks like, in words; for whoever wrote something else.
  var wanted: String {
    switch self {
    case .number(0, _): "a whole number from \(rangeText)"
    case .number(let decimals, _):
      "a number from \(rangeText) with \(decimals) decimals at most"
    case .flag: "true or false"
    case .choice(let words): "one of " + words.joined(separator: ", ")
    case .curve: "quantiles, each a per cent and milliseconds, such as 0 5.47 50 7.55 100 29"
    }
  }

  /// A value as it is written.
  func text(_ value: ParameterValue) -> String {
    switch value {
    case .number(let number):
      guard case .number(let decimals, _) = self else { return "\(number)" }
      return Decimal.short(number, digits: decimals)
    case .flag(let isOn): return isOn ? "true" : "false"
    case .choice(let word): return word
    case .curve(let curve):
      return curve.quantiles.map { quantile in
        Decimal.short(Int128(quantile.millionths), digits: Self.percentDecimals) + " "
          + Decimal.short(Int128(quantile.microseconds), digits: Self.millisecondDecimals)
      }.joined(separator: " ")
    }
  }

  /// A value as JSON.
  func json(_ value: ParameterValue) -> String {
    switch value {
    case .number, .flag: text(value)
    case .choice, .curve: "\"\(text(value))\""
    }
  }

  /// Reads a value, nil if the text is none; a number may lie outside the range.
  func read(_ text: String) -> ParameterValue? {
    switch self {
    case .number(let decimals, _):
      Decimal.read(text, digits: decimals).map(ParameterValue.number)
    case .flag:
      switch text {
      case "true": .flag(true)
      case "false": .flag(false)
      default: nil
      }
    case .choice(let words): words.contains(text) ? .choice(text) : nil
    case .curve: Self.curve(text).map(ParameterValue.curve)
    }
  }

  /// Whether a text that ``read(_:)`` takes for none is a curve but for numbers outside the range.
  func isCurveOutOfRange(_ text: String) -> Bool {
    guard case .curve = self, let quantiles = Self.quantiles(text) else { return false }
    return quantiles.contains { quantile in
      !(0...1_000_000).contains(quantile.millionths)
        || !(0...LatencyCurve.limitMicroseconds).contains(quantile.microseconds)
    }
  }

  private static func curve(_ text: String) -> LatencyCurve? {
    quantiles(text).flatMap { LatencyCurve.isCurve($0) ? LatencyCurve($0) : nil }
  }

  private static func quantiles(_ text: String) -> [(millionths: Int, microseconds: Int64)]? {
    let words = text.split(whereSeparator: { $0 == " " || $0 == "\t" })
    guard words.count.isMultiple(of: 2) else { return nil }
    var quantiles: [(millionths: Int, microseconds: Int64)] = []
    for place in stride(from: 0, to: words.count, by: 2) {
      guard let millionths = Decimal.read(words[place], digits: percentDecimals),
        let microseconds = Decimal.read(words[place + 1], digits: millisecondDecimals)
      else { return nil }
      quantiles.append((Int(clamping: millionths), Int64(clamping: microseconds)))
    }
    return quantiles
  }
}
