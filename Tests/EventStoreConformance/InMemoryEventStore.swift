public import EventSourcing

/// An ``EventLog`` with the three functions of a store: what others are measured by.
public actor InMemoryEventStore: EventStore {
  /// One order, that of commits; readers see an event at once.
  public nonisolated let guarantees = Guarantees(
    globalOrder: .total, appearsBehindCursor: false, readsOwnWrites: true)
  /// Position 0.
  public nonisolated let start = Cursor.position(0)

  private var log = EventLog()

  /// Creates an empty store.
  public init() {}

  /// Stores events, all or nothing.
  public func append(_ request: AppendRequest) throws -> AppendReceipt {
    try log.append(request)
  }

  /// Reads events of an aggregate.
  public func events(
    of aggregate: AggregateID, from version: AggregateVersion, limit: Int
  ) -> EventPage {
    let events = log.events(of: aggregate).drop { $0.event.aggregateVersion < version }
    return page(of: events, limit, after: start)
  }

  /// Reads the stream.
  public func events(after cursor: Cursor, limit: Int) throws -> EventPage {
    guard case .position(let position) = cursor else {
      throw EventStoreError.foreignCursor(cursor)
    }
    let end = Int64(log.events.count)
    guard position <= end else {
      throw EventStoreError.cursorBeyondEnd(cursor, end: .position(end))
    }
    return page(of: log.events[Int(position)...], limit, after: cursor)
  }

  private func page(
    of events: ArraySlice<RecordedEvent>, _ limit: Int, after cursor: Cursor
  ) -> EventPage {
    var page = EventPage(next: cursor, isLast: events.count <= limit)
    for recorded in events.prefix(limit) {
      page.append(
        recorded, at: StreamPlace(partition: 0, key: StreamKey(number: recorded.position)))
    }
    return page
  }
}
