import CNcurses
import Glibc

/// Wakes a screen that waits, from any thread.
///
/// It outlives the screen if need be: waking one that is closed does nothing.
public final class ScreenWaker: Sendable {
  /// Readable while a call is not yet answered.
  let descriptor: Int32

  /// Creates a waker; nothing if the system has no descriptor left.
  init?() {
    descriptor = cncurses_wake_descriptor()
    guard descriptor >= 0 else { return nil }
  }

  deinit {
    close(descriptor)
  }

  /// Makes the screen's wait return ``ScreenEvent/woken``, once for all calls until then.
  public func wake() {
    var one: UInt64 = 1
    // It fails only when the count is full, and then the screen is being woken.
    _ = write(descriptor, &one, MemoryLayout.size(ofValue: one))
  }

  /// Takes the calls so far; returns whether there were any.
  func takeCalls() -> Bool {
    var count: UInt64 = 0
    return read(descriptor, &count, MemoryLayout.size(ofValue: count)) > 0
  }
}
