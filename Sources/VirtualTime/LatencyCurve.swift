/// How long something takes: straight lines between published quantiles, in whole microseconds.
///
/// Drawing from it needs no more than whole-number arithmetic, so every machine draws the same.
public struct LatencyCurve: Hashable, Sendable {
  /// One published quantile.
  private struct Knot: Hashable, Sendable {
    /// Its place in millionths: 990,000 is the 99th percentile.
    var millionths: UInt64
    /// Its value.
    var microseconds: Int64
  }

  private let knots: [Knot]

  /// The longest length that a curve may have, in microseconds: four minutes.
  public static let limitMicroseconds: Int64 = 240_000_000

  /// Creates a curve from its quantiles.
  /// - Parameter quantiles: Places in millionths and values in microseconds; the places rise from 0 to
  ///   1,000,000, and the values never fall and lie between 0 and ``limitMicroseconds``.
  public init(_ quantiles: [(millionths: Int, microseconds: Int64)]) {
    precondition(
      Self.isCurve(quantiles), "quantiles must rise from 0 to 1,000,000 millionths: \(quantiles)")
    knots = quantiles.map {
      Knot(millionths: UInt64($0.millionths), microseconds: $0.microseconds)
    }
  }

  /// Whether quantiles make a curve.
  public static func isCurve(_ quantiles: [(millionths: Int, microseconds: Int64)]) -> Bool {
    guard let first = quantiles.first, let last = quantiles.last else { return false }
    return first.millionths == 0 && last.millionths == 1_000_000 && first.microseconds >= 0
      && last.microseconds <= limitMicroseconds
      && zip(quantiles, quantiles.dropFirst()).allSatisfy {
        $0.millionths < $1.millionths && $0.microseconds <= $1.microseconds
      }
  }

  /// The quantiles that it was made from.
  public var quantiles: [(millionths: Int, microseconds: Int64)] {
    knots.map { (Int($0.millionths), $0.microseconds) }
  }

  /// The shortest length it gives, in microseconds.
  public var shortest: Int64 { knots[0].microseconds }

  /// The longest, in microseconds.
  public var longest: Int64 { knots[knots.count - 1].microseconds }

  /// A length drawn at random, in microseconds.
  public func draw(_ random: inout SeededRandom) -> Int64 {
    let steps: UInt64 = 1_000_000 << Self.fractionBits
    return length(atStep: random.next().multipliedFullWidth(by: steps).high)
  }

  /// The length at a quantile whose place is given in millionths, 0 to 1,000,000; in microseconds.
  public func length(atMillionths millionths: Int) -> Int64 {
    precondition((0...1_000_000).contains(millionths), "\(millionths) millionths")
    return length(atStep: UInt64(millionths) << Self.fractionBits)
  }

  /// Places are drawn in steps of 2^-16 of a millionth: then a place times the longest length fits
  /// into 64 bits.
  private static let fractionBits: UInt64 = 16

  private func length(atStep step: UInt64) -> Int64 {
    var upper = 1
    while upper < knots.count - 1, knots[upper].millionths << Self.fractionBits <= step {
      upper += 1
    }
    let (from, to) = (knots[upper - 1], knots[upper])
    let start = from.millionths << Self.fractionBits
    let width = (to.millionths << Self.fractionBits) - start
    let rise = UInt64(to.microseconds - from.microseconds)
    return from.microseconds + Int64((rise * (step - start) + width / 2) / width)
  }
}
