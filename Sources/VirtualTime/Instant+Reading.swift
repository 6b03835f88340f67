extension Instant {
  /// Reads a date of the Gregorian calendar, or a date and a time of the day in UTC, as ISO 8601 writes
  /// them; parts may be left out from the end, and a space may stand for the `T`.
  ///
  /// `2026-11-26`, `2026-11-26T18:04`, `2026-11-26 18:04:17.93Z`. Fractions below a microsecond are cut.
  /// - Returns: nil if it is none, or of no day that there is.
  public init?(_ text: some StringProtocol) {
    let text = text.hasSuffix("Z") ? text.dropLast() : text[...]
    let parts = text.split(
      maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { $0 == "T" || $0 == " " })
    let date = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    guard date.count == 3, date[0].count == 4, date.dropFirst().allSatisfy({ $0.count == 2 }),
      let year = Int64(digits: date[0]), let month = Int64(digits: date[1]),
      let day = Int64(digits: date[2]), (1...12).contains(month),
      (1...Self.days(ofMonth: month, year)).contains(day)
    else { return nil }
    var microseconds = Self.daysSince1970(year, month, day) * 86_400_000_000
    if parts.count == 2 {
      guard let time = Self.microsecondsOfDay(parts[1]) else { return nil }
      microseconds += time
    }
    self.init(microseconds: microseconds)
  }

  /// Reads a time of the day, `18:04`, `18:04:17` or `18:04:17.93`, in microseconds since midnight.
  /// - Returns: nil if it is none.
  public static func microsecondsOfDay(_ text: some StringProtocol) -> Int64? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), parts.prefix(2).allSatisfy({ $0.count == 2 }),
      let hour = Int64(digits: parts[0]), let minute = Int64(digits: parts[1]),
      hour < 24, minute < 60
    else { return nil }
    var microseconds = (hour * 60 + minute) * 60_000_000
    guard parts.count == 3 else { return microseconds }
    let second = parts[2].split(separator: ".", omittingEmptySubsequences: false)
    guard second.count <= 2, second[0].count == 2, let whole = Int64(digits: second[0]), whole < 60
    else { return nil }
    microseconds += whole * 1_000_000
    guard second.count == 2 else { return microseconds }
    let fraction = second[1].prefix(6)
    guard Int64(digits: second[1]) != nil, let number = Int64(digits: fraction) else { return nil }
    return (0..<6 - fraction.count).reduce(number) { number, _ in number * 10 } + microseconds
  }

  private static func days(ofMonth month: Int64, _ year: Int64) -> Int64 {
    let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    switch month {
    case 2: return isLeap ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }

  /// Counts in years that begin on 1 March, so that the leap day is the last of its year.
  private static func daysSince1970(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let yearFromMarch = month <= 2 ? year - 1 : year
    let era = (yearFromMarch >= 0 ? yearFromMarch : yearFromMarch - 399) / 400
    let yearOfEra = yearFromMarch - era * 400
    let monthFromMarch = month <= 2 ? month + 9 : month - 3
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

extension Int64 {
  /// A number of up to 18 ASCII digits; nil if it is none.
  fileprivate init?(digits: some StringProtocol) {
    guard (1...18).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return nil
    }
    self.init(digits)
  }
}
