import Simulation

/// A length of time as a scenario has it: `500ms`, `2.5s`, `2m`.
enum ScenarioTime {
  /// The longest, in microseconds: a day.
  static let longest: Int128 = 86_400_000_000

  /// The length in microseconds; nil if the text is none.
  static func microseconds(_ text: some StringProtocol) -> Int64? {
    let units: [(name: String, decimals: Int, factor: Int128)] = [
      ("ms", 3, 1), ("s", 6, 1), ("m", 6, 60),
    ]
    guard let unit = units.first(where: { text.hasSuffix($0.name) }),
      let number = Decimal.read(text.dropLast(unit.name.count), digits: unit.decimals),
      number >= 0, number <= longest
    else { return nil }
    let length = number * unit.factor
    return length <= longest ? Int64(length) : nil
  }
}
