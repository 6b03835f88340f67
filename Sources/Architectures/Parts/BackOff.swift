public import VirtualTime

/// How a refused append is repeated: after a random time that may double with each attempt.
public enum BackOff {
  /// The most attempts at one append; then it has failed.
  public static let attempts = 10

  /// How long to wait after attempt `attempt`, from 1, was refused: up to min(1 s, 50 ms · 2^(k−1)),
  /// in microseconds ("full jitter").
  public static func wait(afterAttempt attempt: Int, _ random: inout SeededRandom) -> Int64 {
    random.number(in: 0...min(1_000_000, 50_000 << Int64(min(attempt - 1, 10))))
  }
}
