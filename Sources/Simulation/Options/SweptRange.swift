/// A row of numbers at equal distances, written `from..to:step`.
struct SweptRange: Hashable, Sendable {
  /// The first number, in units of the parameter's last decimal, as all of them.
  let first: Int128
  /// The last is not greater than this.
  let last: Int128
  /// From one to the next, from 1.
  let step: Int128

  /// Reads a row of a parameter's values.
  /// - Throws: `InvalidParameter` if it is none, or leaves the parameter's range.
  init(
    _ text: String, of parameter: SimulationParameter, called label: String
  ) throws(InvalidParameter) {
    guard case .number(let decimals, _) = parameter.form else {
      throw .notANumber(name: label)
    }
    let malformed = InvalidParameter.malformed(
      name: label, text: text, wanted: "swept from..to:step, such as 100..500:50")
    guard let ends = text.firstRange(of: ".."),
      let colon = text[ends.upperBound...].firstIndex(of: ":")
    else { throw malformed }
    let from = try parameter.value(String(text[..<ends.lowerBound]), of: label)
    let to = try parameter.value(String(text[ends.upperBound..<colon]), of: label)
    guard case (.number(let first), .number(let last)) = (from, to),
      let step = Decimal.read(text[text.index(after: colon)...], digits: decimals), step > 0,
      first <= last
    else { throw malformed }
    (self.first, self.last, self.step) = (first, last, step)
  }

  /// How many numbers there are, from 1.
  var count: Int128 { (last - first) / step + 1 }

  /// The numbers, ascending.
  var numbers: some Sequence<Int128> {
    sequence(first: first) { [last, step] number in
      // The step may be as great as there is.
      last - number < step ? nil : number + step
    }
  }
}
