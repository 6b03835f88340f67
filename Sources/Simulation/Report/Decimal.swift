/// Numbers as text, and text as numbers, by whole-number arithmetic alone: the same digits on every machine,
/// never an exponent.
package enum Decimal {
  /// A number of thousandths with three decimals: 1,500 is `1.500`.
  static func thousandths(_ number: Int64) -> String { text(Int128(number), digits: 3) }

  /// A number of ten thousandths with four decimals.
  static func tenThousandths(_ number: Int64) -> String { text(Int128(number), digits: 4) }

  /// A number of thousandths, without decimals that are zero: 60,000 is `60`, 1,500 is `1.5`.
  static func short(thousandths number: Int64) -> String { short(Int128(number), digits: 3) }

  /// A number in units of its last digit, without decimals that are zero.
  package static func short(_ number: Int128, digits: Int) -> String {
    var text = Self.text(number, digits: digits)
    guard digits > 0 else { return text }
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  /// How many a second, with three decimals.
  static func rate(_ count: Int64, inMicroseconds length: Int64) -> String {
    thousandths(rateThousandths(count, inMicroseconds: length))
  }

  /// How many in a thousand seconds.
  static func rateThousandths(_ count: Int64, inMicroseconds length: Int64) -> Int64 {
    length > 0 ? Int64(clamping: Int128(count) * 1_000_000_000 / Int128(length)) : 0
  }

  /// A number in units of its last digit, with so many decimals.
  static func text(_ number: Int128, digits: Int) -> String {
    var power: UInt128 = 1
    for _ in 0..<digits { power *= 10 }
    let (whole, part) = number.magnitude.quotientAndRemainder(dividingBy: power)
    let sign = number < 0 ? "-" : ""
    guard digits > 0 else { return sign + "\(whole)" }
    let decimals = String(part)
    let zeros = String(repeating: "0", count: digits - decimals.count)
    return sign + "\(whole).\(zeros)\(decimals)"
  }

  /// A whole number with a comma before every three digits: 85,886.
  static func grouped(_ number: Int64) -> String {
    var digits = String(number.magnitude)
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
      place -= 3
    }
    return (number < 0 ? "-" : "") + digits
  }

  /// Reads a number: digits, maybe a minus before them and decimals behind a point.
  /// - Parameters:
  ///   - text: The text, without spaces.
  ///   - digits: How many decimals count at most; zeros behind them are no more than zeros.
  /// - Returns: The number in units of the last digit; one that is too great for 128 bits is the greatest
  ///   there is. Nil if the text is no such number.
  package static func read(_ text: some StringProtocol, digits: Int) -> Int128? {
    let isNegative = text.hasPrefix("-")
    let parts = text.utf8.dropFirst(isNegative ? 1 : 0)
      .split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 1 || parts.count == 2 && !parts[1].isEmpty else { return nil }
    var decimals = parts.count == 2 ? Array(parts[1]) : []
    guard !(parts[0].isEmpty && decimals.isEmpty) else { return nil }
    while decimals.count > digits, decimals.last == UInt8(ascii: "0") { decimals.removeLast() }
    guard decimals.count <= digits else { return nil }
    while decimals.count < digits { decimals.append(UInt8(ascii: "0")) }
    var number: Int128 = 0
    for byte in Array(parts[0]) + decimals {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      let (tens, overflowsTens) = number.multipliedReportingOverflow(by: 10)
      let (sum, overflowsSum) = tens.addingReportingOverflow(Int128(byte - UInt8(ascii: "0")))
      number = overflowsTens || overflowsSum ? .max : sum
    }
    return isNegative ? -number : number
  }
}
