public import VirtualTime

/// Never reads past the point before which nothing new can still appear.
///
/// On an index of ids it delivers those of seconds that lie a bound behind the time: late, once, and in the
/// order of ids in each shard. What appears later than the bound allows is missed. On a stream of transactions
/// it asks in their order, and the store gives what no running one can come before: nothing is missed.
public struct SafeHorizonReader: StreamReader {
  /// Whether the last poll's page was not the last below the horizon.
  public private(set) var hasMore = false
  /// The checkpoints; none lies past the horizon.
  public private(set) var cursor: Cursor
  private let boundMicroseconds: Int64
  private var tally = DeliveryTally()

  /// How far it stays behind the time, beside the clocks: the longest lag and the id's second, in microseconds.
  public static let defaultBoundMicroseconds: Int64 = 11_000_000
  /// How many standard deviations of the clocks are added to that.
  public static let defaultBoundDeviations: Int64 = 5

  /// The bound for writers whose clocks have this standard deviation, in microseconds.
  public static func bound(skewMicroseconds: Int64) -> Int64 {
    defaultBoundDeviations * skewMicroseconds + defaultBoundMicroseconds
  }

  /// Goes on from a store's start, or from where such a reader stood; nil for a store of one order.
  /// - Parameters:
  ///   - cursor: Where it stood.
  ///   - boundMicroseconds: How far it stays behind the time, where the stream is sorted by ids.
  public init?(resuming cursor: Cursor, boundMicroseconds: Int64) {
    switch cursor {
    case .position: return nil
    case .numbers(let checkpoints):
      // The order of transactions is another: only its beginning is the same place.
      guard checkpoints.all.isEmpty else { return nil }
      self.cursor = .transactions(StreamKey(number: 0))
    case .shards, .transactions: self.cursor = cursor
    }
    self.boundMicroseconds = boundMicroseconds
  }

  /// Begins at the present horizon of each partition; nil for a store of one order.
  /// - Parameters:
  ///   - end: The cursor of the store's present end.
  ///   - now: The time.
  ///   - boundMicroseconds: How far it stays behind the time.
  public init?(atEnd end: Cursor, now: Instant, boundMicroseconds: Int64) {
    self.init(resuming: end, boundMicroseconds: boundMicroseconds)
    guard case .shards(let ends) = end else { return }
    let second = UInt32(clamping: horizonSecond(now))
    var checkpoints = StreamCheckpoints()
    if second > 0 {
      let first = KSUID(timestamp: second, payloadHigh: 0, payloadLow: 0)
      for end in ends.all {
        checkpoints.advance(end.partition, to: min(end.key, StreamKey(first.previous)))
      }
    }
    cursor = .shards(checkpoints)
  }

  /// What it has done so far.
  public var status: ReaderStatus { tally.status(.safeHorizon) }

  /// The first second, counted from the KSUID epoch, that is not read yet.
  private func horizonSecond(_ now: Instant) -> Int64 {
    now.advanced(byMicroseconds: -boundMicroseconds).wholeSeconds - KSUID.epochSeconds
  }

  /// Asks for the events after the checkpoints, and delivers those below the horizon.
  public mutating func poll(
    _ store: any EventStore, now: Instant, limit: Int
  ) async throws -> [RecordedEvent] {
    let page = try await store.events(after: cursor, limit: limit)
    tally.beginPoll()
    var horizon: Int64?
    if case .shards = cursor { horizon = horizonSecond(now) }
    var events: [RecordedEvent] = []
    for (index, recorded) in page.enumerated() {
      let place = page.place(at: index)
      if let horizon, Int64(place.key.eventID.timestamp) >= horizon { continue }
      cursor.advance(past: place)
      tally.deliver(recorded, now: now)
      events.append(recorded)
    }
    hasMore = !page.isLast && events.count == page.count
    return events
  }

  /// Counts an event as missed if its partition's checkpoint has passed it.
  public mutating func noteVisible(_ eventID: KSUID, at place: StreamPlace) {
    if cursor.isPast(place) { tally.miss(eventID) }
  }
}
