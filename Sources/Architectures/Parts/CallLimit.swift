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

  /// When the next call may be made, and the part of a microsecond that division left over.
  var freeAt: Instant
  private var remainder: Int64 = 0
  private var tally: RateTally

  /// Creates a limit that was never reached.
  /// - Parameters:
  ///   - callsPerSecond: Calls a second, 1 to 1,000,000.
  ///   - start: The instant from which calls are made.
  public init(callsPerSecond: Int64, start: Instant) {
    precondition((1...1_000_000).contains(callsPerSecond), "\(callsPerSecond) calls a second")
    self.callsPerSecond = callsPerSecond
    freeAt = start
    tally = RateTally(unitsPerSecond: callsPerSecond, keptUnits: 0, start: start)
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
    tally.take(1, needing: 0, at: call)
    let cost = 1_000_000 + remainder
    freeAt = freeAt.advanced(byMicroseconds: cost / callsPerSecond)
    remainder = cost % callsPerSecond
    return call
  }

  /// What is wrong, in words: a call was let through before the one before it was paid.
  package var violation: String? { tally.violation }
}
