/// Numbers as text, by whole-number division alone: the same digits on every machine, never an exponent.
enum Decimal {
  /// A number of thousandths with three decimals: 1,500 is `1.500`.
  static func thousandths(_ number: Int64) -> String { text(number, digits: 3) }

  /// A number of ten thousandths with four decimals.
  static func tenThousandths(_ number: Int64) -> String { text(number, digits: 4) }

  /// A number of thousandths, without decimals that are zero: 60,000 is `60`, 1,500 is `1.5`.
  static func short(thousandths number: Int64) -> String {
    var text = Self.text(number, digits: 3)
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  /// How many a second, with three decimals.
  static func rate(_ count: Int64, inMicroseconds length: Int64) -> String {
    guard length > 0 else { return "0.000" }
    return thousandths(Int64(Int128(count) * 1_000_000_000 / Int128(length)))
  }

  private static func text(_ number: Int64, digits: Int) -> String {
    var power: Int64 = 1
    for _ in 0..<digits { power *= 10 }
    let (whole, part) = number.magnitude.quotientAndRemainder(dividingBy: UInt64(power))
    let decimals = String(part)
    let zeros = String(repeating: "0", count: digits - decimals.count)
    return (number < 0 ? "-" : "") + "\(whole).\(zeros)\(decimals)"
  }
}
