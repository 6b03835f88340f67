public import VirtualTime

/// How a refused append is repeated: after a random time that may double with each attempt.
public struct BackOffParameters: Hashable, Sendable {
  /// The most attempts at one append that are throttled or cancelled, and the most new decisions after version
  /// conflicts, 1 to 1,000; then it has failed.
  public var attempts = 10
  /// The longest wait after the first attempt, in microseconds, 1 to an hour.
  public var firstMicroseconds: Int64 = 50_000
  /// The longest wait of all, in microseconds, 1 to an hour.
  public var longestMicroseconds: Int64 = 1_000_000

  /// Creates the defaults.
  public init() {}

  /// How long to wait after attempt `attempt`, from 1, was refused, in microseconds: evenly up to
  /// min(longest, first · 2^(attempt − 1)) ("full jitter").
  public func wait(afterAttempt attempt: Int, _ random: inout SeededRandom) -> Int64 {
    let doubled = firstMicroseconds << Int64(min(attempt - 1, 20))
    return random.number(in: 0...min(longestMicroseconds, doubled))
  }
}
