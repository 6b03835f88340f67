public import VirtualTime

/// Never reads past the point before which nothing new can still appear.
///
/// It delivers ids of seconds that lie a bound behind the time: late, once, and in the order of ids in
/// each shard. What appears later than the bound allows is missed.
public struct SafeHorizonReader: StreamReader {
  /// Whether the last poll's page was not the last below the horizon.
  public private(set) var hasMore = false
  private var checkpoints: ShardCheckpoints
  private let boundMicroseconds: Int64
  private var tally = DeliveryTally()

  /// The bound for writers whose clocks have this standard deviation: five of it, and 11 s for the rest of
  /// an id's second and the longest lag.
  public static func bound(skewMicroseconds: Int64) -> Int64 {
    5 * skewMicroseconds + 11_000_000
  }

  /// Goes on from a store's start, or from where such a reader stood; nil for a store of positions.
  /// - Parameters:
  ///   - cursor: Where it stood.
  ///   - boundMicroseconds: How far it stays behind the time.
  public init?(resuming cursor: Cursor, boundMicroseconds: Int64) {
    guard case .shards(let checkpoints) = cursor else { return nil }
    self.checkpoints = checkpoints
    self.boundMicroseconds = boundMicroseconds
  }

  /// Begins at the present horizon of each shard; nil for a store of positions.
  /// - Parameters:
  ///   - end: The cursor of the store's present end.
  ///   - now: The time.
  ///   - boundMicroseconds: How far it stays behind the time.
  public init?(atEnd end: Cursor, now: Instant, boundMicroseconds: Int64) {
    self.init(resuming: end, boundMicroseconds: boundMicroseconds)
    let second = UInt32(clamping: horizonSecond(now))
    checkpoints = ShardCheckpoints()
    guard second > 0, case .shards(let ends) = end else { return }
    let horizon = KSUID(timestamp: second, payloadHigh: 0, payloadLow: 0).previous
    for end in ends.all {
      checkpoints.advance(shard: end.shard, to: min(end.eventID, horizon))
    }
  }

  /// The checkpoints; none lies past the horizon.
  public var cursor: Cursor { .shards(checkpoints) }

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
    let horizon = horizonSecond(now)
    tally.beginPoll()
    let events = page.filter { Int64($0.event.eventID.timestamp) < horizon }
    for recorded in events {
      checkpoints.advance(shard: recorded.shard, to: recorded.event.eventID)
      tally.deliver(recorded, now: now)
    }
    hasMore = !page.isLast && events.count == page.count
    return events
  }

  /// Counts an event as missed if its shard's checkpoint has passed it.
  public mutating func noteVisible(eventID: KSUID, shard: Int) {
    guard let passed = checkpoints[shard: shard], eventID <= passed else { return }
    tally.miss(eventID)
  }
}
