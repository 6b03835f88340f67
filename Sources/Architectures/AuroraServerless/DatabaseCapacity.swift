import VirtualTime

/// The capacity of a serverless database: it follows the load, with a delay.
///
/// Appends are served first come, first served, so many a second for each capacity unit. Every second it is
/// looked at how much of the last was used: above 80% capacity grows by a quarter, half a unit at least; under
/// half for fifteen seconds it shrinks by half a unit
/// (<https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html>;
/// the speed is an assumption, as AWS publishes none). With a least capacity of 0 it begins paused, and whoever
/// comes first waits until it is back.
struct DatabaseCapacity: Sendable {
  /// The capacity now, in thousandths of a unit; 0 while it is paused.
  private(set) var thousandths: Int64
  /// Capacity used so far, in thousandths of a unit times seconds.
  private(set) var thousandthSeconds: Int64 = 0

  private let parameters: DatabaseParameters
  /// When all that was asked for is served.
  private var freeAt: Instant
  /// The end of the second that is being looked at.
  private var secondEnd: Instant
  /// How much of it was busy, in microseconds.
  private var busyMicroseconds: Int64 = 0
  /// How many seconds in a row less than half was used.
  private var quietSeconds: Int64 = 0
  private var lastAppend: Instant

  private static let step: Int64 = 500
  private static let quietSecondsToShrink: Int64 = 15

  init(_ parameters: DatabaseParameters, start: Instant) {
    self.parameters = parameters
    thousandths = parameters.leastThousandths
    freeAt = start
    secondEnd = start.advanced(byMicroseconds: 1_000_000)
    lastAppend = start
  }

  /// Takes an append in.
  /// - Returns: When its service begins.
  mutating func serve(at now: Instant) -> Instant {
    follow(to: now)
    if thousandths == 0 { resume(at: now) }
    lastAppend = now
    let start = max(now, freeAt)
    freeAt = start.advanced(
      byMicroseconds: 1_000_000_000 / (parameters.appendsPerUnit * thousandths))
    busyMicroseconds += max(0, min(freeAt, secondEnd) - start)
    return start
  }

  /// Looks at every second that is over by an instant.
  mutating func follow(to now: Instant) {
    while secondEnd <= now {
      thousandthSeconds += thousandths
      scale(busyMicroseconds)
      // What is booked beyond the second is without gaps: something waits all the time.
      busyMicroseconds = min(1_000_000, max(0, freeAt - secondEnd))
      secondEnd = secondEnd.advanced(byMicroseconds: 1_000_000)
      pauseIfIdle()
    }
  }

  /// Comes back from a pause; while it does, nothing is busy.
  private mutating func resume(at now: Instant) {
    thousandths = Self.step
    freeAt = now.advanced(byMicroseconds: parameters.resumeMicroseconds)
    while secondEnd <= freeAt { secondEnd = secondEnd.advanced(byMicroseconds: 1_000_000) }
    busyMicroseconds = 0
  }

  private mutating func scale(_ busy: Int64) {
    guard thousandths > 0 else { return }
    if busy > 800_000 {
      thousandths = min(
        parameters.mostThousandths, thousandths + max(Self.step, thousandths / 4))
      quietSeconds = 0
    } else if busy < 500_000 {
      quietSeconds += 1
      guard quietSeconds >= Self.quietSecondsToShrink else { return }
      quietSeconds = 0
      thousandths = max(max(parameters.leastThousandths, Self.step), thousandths - Self.step)
    } else {
      quietSeconds = 0
    }
  }

  private mutating func pauseIfIdle() {
    guard parameters.leastThousandths == 0, thousandths > 0,
      secondEnd - lastAppend > parameters.pauseMicroseconds
    else { return }
    thousandths = 0
  }
}
