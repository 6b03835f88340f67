import VirtualTime

/// The store's time: real time, made faster or slower, and stopped by a pause.
///
/// What is seen of it never goes back. Real time comes in from outside, in microseconds.
struct StoreClock: Hashable, Sendable {
  private var anchor: Instant
  private var realAnchor: Int64
  /// How fast it runs, in thousandths of real time.
  private(set) var speedThousandths: Int
  /// Whether it stands still.
  private(set) var isPaused: Bool

  /// Creates a clock that shows `start` now.
  init(start: Instant, speedThousandths: Int, isPaused: Bool, real: Int64) {
    anchor = start
    realAnchor = real
    self.speedThousandths = speedThousandths
    self.isPaused = isPaused
  }

  /// What it shows.
  func now(real: Int64) -> Instant {
    guard !isPaused else { return anchor }
    let elapsed = max(0, real - realAnchor)
    let (seconds, rest) = elapsed.quotientAndRemainder(dividingBy: 1_000_000)
    let speed = Int64(speedThousandths)
    return anchor.advanced(byMicroseconds: seconds * speed * 1000 + rest * speed / 1000)
  }

  /// The real time at which it will show an instant, rounded up; nil while it stands still.
  func real(at instant: Instant) -> Int64? {
    guard !isPaused else { return nil }
    let speed = Int64(speedThousandths)
    let ahead = max(0, instant - anchor)
    return realAnchor + ahead / speed * 1000 + (ahead % speed * 1000 + speed - 1) / speed
  }

  /// Shows a later instant while it stands still.
  mutating func jump(to instant: Instant) {
    anchor = max(anchor, instant)
  }

  /// Goes on from an instant that it has passed already, as nobody saw it there: time waits for who could
  /// not keep up with it.
  mutating func wait(at instant: Instant, real: Int64) {
    anchor = instant
    realAnchor = real
  }

  /// Goes on from what it shows, at another speed or not at all.
  mutating func change(speedThousandths: Int, isPaused: Bool, real: Int64) {
    anchor = now(real: real)
    realAnchor = real
    self.speedThousandths = speedThousandths
    self.isPaused = isPaused
  }
}
