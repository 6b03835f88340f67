internal import Glibc
public import VirtualTime

extension StoreOptions {
  /// The system's wall clock.
  public static let wallClock: @Sendable () -> Instant = {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Instant(microseconds: Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000)
  }
}
