import Histogram

/// Lengths of time over the last ten seconds, and their percentiles.
///
/// For the live display alone: it keeps two significant digits, and virtual time counts exactly. It grows with
/// the longest length: what waited in a store that was closed for days is days late.
struct SlidingHistogram: Sendable {
  /// How many seconds it looks back.
  static let seconds = 10

  private var parts: [Histogram<UInt32>]
  private var whole: Histogram<UInt32>
  private var current = 0

  /// Creates an empty window.
  init() {
    whole = Histogram(numberOfSignificantValueDigits: .two)
    parts = Array(repeating: whole, count: Self.seconds)
  }

  /// Whether nothing was recorded in the last ten seconds.
  var isEmpty: Bool { whole.totalCount == 0 }

  /// Records a length in microseconds.
  mutating func record(_ microseconds: Int64) {
    let value = UInt64(max(microseconds, 0))
    parts[current].record(value)
    whole.record(value)
  }

  /// Begins the next second, and forgets the one ten seconds ago.
  mutating func closeSecond() {
    current = (current + 1) % Self.seconds
    guard parts[current].totalCount > 0 else { return }
    parts[current].reset()
    whole.reset()
    for part in parts where part.totalCount > 0 { whole.add(part) }
  }

  /// A percentile, in microseconds; nil if nothing was recorded.
  func percentile(_ percent: Double) -> Int64? {
    isEmpty ? nil : Int64(whole.valueAtPercentile(percent))
  }
}
