/// A share of a whole in whole numbers: a probability without rounding.
public struct Ratio: Hashable, Sendable {
  /// The share, 0 to ``whole``.
  public let part: UInt64
  /// What it is a share of, at least 1.
  public let whole: UInt64

  /// Creates the share `part` of `whole`.
  public init(_ part: UInt64, of whole: UInt64) {
    precondition(part <= whole && whole > 0, "\(part) of \(whole) is not a share")
    self.part = part
    self.whole = whole
  }

  /// Never.
  public static let never = Ratio(0, of: 1)
}
