public import VirtualTime

/// So many calls a second and no more: who comes too early waits, first come, first served.
///
/// A service that refuses calls above a quota, and clients that repeat what was refused, come to
/// the same; but this wastes no calls. Calls are spread evenly over the second.
public struct CallLimit: Hashable, Sendable {
  /// Calls a second.
  public let callsPerSecond: Int64
  /// Calls let through so far.
  public private(set) var calls: Int64 = 0

  private let start: Instant
  /// When the next call may be made, and the part of a microsecond that division left over.
  private var freeAt: Instant
  private var remainder: Int64 = 0

  /// Creates a limit that was never reached.
  /// - Parameters:
  ///   - callsPerSecond: Calls a second, 1 to 1,000,000.
  ///   - start: The instant from which calls are made.
  public init(callsPerSecond: Int64, start: Instant) {
    precondition((1...1_000_000).contains(callsPerSecond), "\(callsPerSecond) calls a second")
    self.callsPerSecond = callsPerSecond
    self.start = start
    freeAt = start
  }

  /// Lets a call through that is wanted now.
  /// - Returns: When it is made.
  public mutating func call(at now: Instant) -> Instant {
    if now > freeAt {
      freeAt = now
      remainder = 0
    }
    let call = freeAt
    calls += 1
    let cost = 1_000_000 + remainder
    freeAt = freeAt.advanced(byMicroseconds: cost / callsPerSecond)
    remainder = cost % callsPerSecond
    return call
  }

  /// What is wrong, in words: more calls were let through than the time since the start allows.
  package var violation: String? {
    let (allowed, overflows) = (freeAt - start).multipliedReportingOverflow(by: callsPerSecond)
    guard !overflows, calls > (allowed + remainder) / 1_000_000 else { return nil }
    return "\(calls) calls in \(freeAt - start) µs"
  }
}
