import CNcurses
import Glibc

/// The way to the terminal: whole frames, sent when it takes them, and never waited for.
///
/// While a terminal stands still (its window is dragged, its line is slow), what was begun waits
/// here, so the program goes on and only frames are left out.
struct TerminalOutput: ~Copyable {
  /// The terminal.
  let descriptor: Int32
  private let isOwned: Bool
  private var pending: [UInt8] = []
  private var sent = 0
  /// Whether the terminal is gone.
  private(set) var isBroken = false

  /// Opens a way to a terminal that does not share its flags with anybody.
  init(terminal: Int32) {
    let own = cncurses_reopen_for_output(terminal)
    isOwned = own >= 0
    descriptor = isOwned ? own : terminal
  }

  deinit {
    if isOwned { close(descriptor) }
  }

  /// Whether all was sent.
  var isIdle: Bool { sent == pending.count }

  /// Adds bytes to what is to be sent.
  mutating func append(_ bytes: some Sequence<UInt8>) {
    pending += bytes
  }

  /// Adds what ncurses has drawn.
  /// - Returns: How many bytes that was.
  @discardableResult
  mutating func appendDrawn() -> Int {
    let length = cncurses_output_length()
    guard length > 0 else { return 0 }
    pending += [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      cncurses_take_output(buffer.baseAddress, length)
      count = length
    }
    return length
  }

  /// Sends as much as the terminal takes now.
  mutating func flush() {
    while !isIdle, !isBroken {
      // A descriptor that is shared may wait within a write, but not when it is ready for none.
      guard isOwned || isReady(within: 0) else { return }
      let count = pending.withUnsafeBytes { bytes in
        write(descriptor, bytes.baseAddress.map { $0 + sent }, bytes.count - sent)
      }
      guard count > 0 else {
        isBroken = errno != EAGAIN && errno != EINTR
        return
      }
      sent += count
    }
    pending.removeAll(keepingCapacity: true)
    sent = 0
  }

  /// Sends everything, but gives a terminal that stands still no more than that time.
  /// - Parameter patience: Microseconds.
  mutating func drain(for patience: Int64) {
    let end = MonotonicClock.now + patience
    flush()
    while !isIdle, !isBroken, MonotonicClock.now < end {
      _ = isReady(within: Int32(clamping: (end - MonotonicClock.now) / 1_000 + 1))
      flush()
    }
  }

  /// Forgets what the terminal does not take, here and in the kernel, so that what is added next
  /// has room.
  mutating func discard() {
    pending.removeAll()
    sent = 0
    tcflush(descriptor, TCOFLUSH)
  }

  private func isReady(within milliseconds: Int32) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return poll(&request, 1, milliseconds) > 0
  }
}
