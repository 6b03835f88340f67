import EventSourcing

/// An amount of money as people read it.
public enum Amount {
  /// Whole cents with two places: `4,250.00`, `-0.05`.
  public static func text(_ cents: Int64) -> String {
    let (whole, rest) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
    let sign = cents < 0 ? "-" : ""
    return sign + Grouped.text(Int64(whole)) + "." + (rest < 10 ? "0" : "") + String(rest)
  }

  /// The same with its sign in any case: `+12.50`.
  public static func signed(_ cents: Int64) -> String { (cents > 0 ? "+" : "") + text(cents) }
}
