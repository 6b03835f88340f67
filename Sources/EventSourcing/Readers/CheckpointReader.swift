public import VirtualTime

/// Remembers the last event it saw, of each partition, and asks for what is after it.
///
/// It never reads anything twice. Where events can appear behind a checkpoint, it misses them.
public struct CheckpointReader: StreamReader {
  /// The checkpoint.
  public private(set) var cursor: Cursor
  /// Whether the last poll's page was not the stream's last.
  public private(set) var hasMore = false
  private var tally = DeliveryTally()

  /// Goes on from a cursor: a store's start, its end, or where a reader stood.
  public init(resuming cursor: Cursor) {
    self.cursor = cursor
  }

  /// What it has done so far.
  public var status: ReaderStatus { tally.status(.checkpoint) }

  /// Asks for the events after the checkpoint.
  public mutating func poll(
    _ store: any EventStore, now: Instant, limit: Int
  ) async throws -> [RecordedEvent] {
    let page = try await store.events(after: cursor, limit: limit)
    cursor = page.next
    hasMore = !page.isLast
    tally.beginPoll()
    let events = Array(page)
    for recorded in events { tally.deliver(recorded, now: now) }
    return events
  }

  /// Counts an event as missed if its partition's checkpoint has passed it.
  public mutating func noteVisible(_ eventID: KSUID, at place: StreamPlace) {
    guard cursor.isPast(place) else { return }
    tally.miss(eventID)
  }
}
