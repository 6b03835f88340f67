/// ISO 8601 in UTC, by arithmetic of our own: no calendar of the system is asked, so virtual time reads
/// the same on every machine.
extension Instant: CustomStringConvertible {
  /// Whole seconds, rounded down: `2017-10-10T04:00:47Z`.
  ///
  /// Years outside 0000 to 9999 carry a sign and six digits.
  public var description: String { text(fraction: 0) }

  /// With milliseconds, rounded down: `2017-10-10T04:00:47.123Z`.
  public var millisecondText: String { text(fraction: 3) }

  private func text(fraction digits: Int) -> String {
    let seconds = wholeSeconds
    let (day, secondOfDay) = seconds.flooredDivision(by: 86_400)
    let date = CivilDate(daysSince1970: day)
    var text = date.yearText
    text += "-" + date.month.padded(2) + "-" + date.day.padded(2)
    text += "T" + (secondOfDay / 3600).padded(2) + ":" + (secondOfDay / 60 % 60).padded(2)
    text += ":" + (secondOfDay % 60).padded(2)
    if digits == 3 {
      let (_, belowSecond) = microseconds.flooredDivision(by: 1_000_000)
      text += "." + (belowSecond / 1000).padded(3)
    }
    return text + "Z"
  }
}

/// A day of the Gregorian calendar, continued to all times.
private struct CivilDate {
  var year: Int64
  var month: Int64
  var day: Int64

  /// Counts in years that begin on 1 March, so that the leap day is the last of its year, and in eras
  /// of 400 years, which have 146,097 days each.
  init(daysSince1970: Int64) {
    let (era, dayOfEra) = (daysSince1970 + 719_468).flooredDivision(by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
  }

  var yearText: String {
    switch year {
    case 0...9999: year.padded(4)
    case ..<0: "-" + (-year).padded(6)
    default: "+" + year.padded(6)
    }
  }
}

extension Int64 {
  /// The quotient rounded down, and the remainder, never negative.
  fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }

  /// The number with zeros before it, `width` digits at least.
  fileprivate func padded(_ width: Int) -> String {
    let digits = String(self)
    return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
  }
}
