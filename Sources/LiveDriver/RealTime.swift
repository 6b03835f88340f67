import Glibc
import VirtualTime

/// The machine's clocks.
enum RealTime {
  /// Microseconds since some instant of the past; never goes back.
  static var microseconds: Int64 { read(CLOCK_MONOTONIC) }

  /// The machine's wall clock.
  static var wallClock: Instant { Instant(microseconds: read(CLOCK_REALTIME)) }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }
}
