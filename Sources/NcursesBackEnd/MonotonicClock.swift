import Glibc

/// The clock that the screen's deadlines are told by: steady, and standing still for nobody.
public enum MonotonicClock {
  /// Microseconds since some moment in the past.
  public static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
  }
}
