import VirtualTime

/// The capacity of a serverless database: it follows the load, with a delay.
///
/// Appends are served first come, first served, so many a second for each capacity unit. Every second it is
/// looked at how much of the last was used: above 80% capacity grows by a quarter, half a unit at least; under
/// half for fifteen seconds it shrinks by half a unit
/// (<https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html>;
/// the speed is an assumption, as AWS publishes none). With a least capacity of 0 it begins paused, and whoever
/// comes first waits until it is back; it pauses again when nothing came for minutes, and nobody is connected
/// to read.
struct DatabaseCapacity: Sendable {
  /// The capacity now, in thousandths of a unit; 0 while it is paused.
  var thousandths: Int64 {
    didSet { check() }
  }
  /// Capacity used so far, in thousandths of a unit times seconds.
  private(set) var thousandthSeconds: Int64 = 0
  /// What is wrong, in words: it left its bounds.
  private(set) var violation: String?

  private let parameters: DatabaseParameters
  /// When all that was asked for is served.
  private var freeAt: Instant
  /// The end of the second that is being looked at.
  private var secondEnd: Instant
  /// How much of it was busy, in microseconds.
  private var busyMicroseconds: Int64 = 0
  /// How many microseconds in a row, by whole seconds, too little was used.
  private var quietMicroseconds: Int64 = 0
  private var lastAppend: Instant

  init(_ parameters: DatabaseParameters, start: Instant) {
    self.parameters = parameters
    thousandths = parameters.leastThousandths
    freeAt = start
    secondEnd = start.advanced(byMicroseconds: 1_000_000)
    lastAppend = start
  }

  /// The least capacity at which anything is served, in thousandths.
  private var leastAwake: Int64 {
    parameters.leastThousandths > 0
      ? parameters.leastThousandths : min(parameters.stepThousandths, parameters.mostThousandths)
  }

  private mutating func check() {
    let bounds = leastAwake...parameters.mostThousandths
    let isPaused = thousandths == 0 && parameters.leastThousandths == 0
    guard !isPaused, !bounds.contains(thousandths) else { return }
    violation = "a capacity of \(thousandths) thousandths, out of \(bounds)"
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
    thousandths = leastAwake
    freeAt = now.advanced(byMicroseconds: parameters.resumeMicroseconds)
    while secondEnd <= freeAt { secondEnd = secondEnd.advanced(byMicroseconds: 1_000_000) }
    busyMicroseconds = 0
  }

  private mutating func scale(_ busy: Int64) {
    guard thousandths > 0 else { return }
    if busy > parameters.growAbove * 10_000 {
      let growth = max(parameters.stepThousandths, thousandths * parameters.growth / 100)
      thousandths = min(parameters.mostThousandths, thousandths + growth)
      quietMicroseconds = 0
    } else if busy < parameters.shrinkBelow * 10_000 {
      quietMicroseconds += 1_000_000
      guard quietMicroseconds >= parameters.shrinkMicroseconds else { return }
      quietMicroseconds = 0
      thousandths = max(leastAwake, thousandths - parameters.stepThousandths)
    } else {
      quietMicroseconds = 0
    }
  }

  private mutating func pauseIfIdle() {
    guard parameters.leastThousandths == 0, !parameters.isReaderConnected, thousandths > 0,
      secondEnd >= freeAt, secondEnd - lastAppend > parameters.pauseMicroseconds
    else { return }
    thousandths = 0
  }
}
