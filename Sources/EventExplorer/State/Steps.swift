/// Values that a setting goes through by single keys.
struct Steps: Hashable, Sendable {
  let values: [Int]

  /// Events a second.
  static let rate = Steps(values: [
    0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000,
  ])
  /// Background writers.
  static let writers = Steps(values: [1, 2, 4, 8, 16, 32, 64, 128, 256])
  /// Milliseconds of clock skew.
  static let skew = Steps(values: [
    0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000,
  ])
  /// Thousandths of real time.
  static let speed = Steps(values: [10, 50, 100, 250, 500, 1_000, 2_000, 5_000, 10_000, 100_000])

  /// The next greater value, or the greatest.
  func above(_ value: Int) -> Int {
    values.first { $0 > value } ?? max(value, values.last ?? value)
  }

  /// The next smaller value, or the smallest.
  func below(_ value: Int) -> Int {
    values.last { $0 < value } ?? min(value, values.first ?? value)
  }
}
