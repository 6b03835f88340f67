public import VirtualTime

extension KSUID {
  /// The time it was drawn at, in whole seconds.
  public var time: Instant {
    Instant(microseconds: (Self.epochSeconds + Int64(timestamp)) * 1_000_000)
  }

  /// Draws an id at a time.
  /// - Parameters:
  ///   - time: 2014-05-13T16:53:20Z to 2150-06-19T23:21:35Z; what is below a second is dropped.
  ///   - random: Where the payload's 128 bits come from.
  /// - Throws: `InvalidEvent.eventID` if the time is out of range.
  public init(time: Instant, using random: inout some RandomNumberGenerator) throws(InvalidEvent) {
    guard let timestamp = UInt32(exactly: time.wholeSeconds - Self.epochSeconds) else {
      throw .eventID("its time is not within \(Self.min.time) to \(Self.max.time)")
    }
    self.init(timestamp: timestamp, payloadHigh: random.next(), payloadLow: random.next())
  }

  /// Draws an id at a time, or at the first or last second there is where a clock is that far off.
  /// - Parameters:
  ///   - time: Any time.
  ///   - random: Where the payload's 128 bits come from.
  public init(clamping time: Instant, using random: inout some RandomNumberGenerator) {
    self.init(
      timestamp: UInt32(clamping: time.wholeSeconds - Self.epochSeconds),
      payloadHigh: random.next(), payloadLow: random.next())
  }
}
