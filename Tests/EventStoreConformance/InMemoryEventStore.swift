public import EventSourcing
import VirtualTime

/// An array and two dictionaries with the three functions of a store: what others are measured by.
public actor InMemoryEventStore: EventStore {
  /// One order, that of commits; readers see an event at once.
  public nonisolated let guarantees = Guarantees(
    globalOrder: .total, appearsBehindCursor: false, readsOwnWrites: true)
  /// Position 0.
  public nonisolated let start = Cursor.position(0)

  /// What is stored: a value, so that a refused request leaves it as it was.
  private struct Contents {
    var events: [RecordedEvent] = []
    var ofAggregate: [AggregateID: [RecordedEvent]] = [:]
    var byID: [KSUID: RecordedEvent] = [:]
  }

  private var contents = Contents()
  private var generator = KSUIDGenerator { .simulationStart }

  /// Creates an empty store.
  public init() {}

  /// Stores events, all or nothing.
  public func append(_ request: AppendRequest) throws -> AppendReceipt {
    var after = contents
    var entries: [AppendReceipt.Entry] = []
    for (index, event) in request.events.enumerated() {
      do {
        entries.append(try store(event, of: request, in: &after))
      } catch let rejection as Refused {
        throw EventStoreError.rejected(index: index, rejection.reason)
      }
    }
    contents = after
    return AppendReceipt(entries)
  }

  /// Reads events of an aggregate.
  public func events(
    of aggregate: AggregateID, from version: AggregateVersion, limit: Int
  ) -> EventPage {
    let events = contents.ofAggregate[aggregate] ?? []
    return page(of: events.drop { $0.event.aggregateVersion < version }, limit, after: start)
  }

  /// Reads the stream.
  public func events(after cursor: Cursor, limit: Int) throws -> EventPage {
    guard case .position(let position) = cursor else {
      throw EventStoreError.foreignCursor(cursor)
    }
    let end = Int64(contents.events.count)
    guard position <= end else {
      throw EventStoreError.cursorBeyondEnd(cursor, end: .position(end))
    }
    return page(of: contents.events[Int(position)...], limit, after: cursor)
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

  private struct Refused: Error {
    var reason: EventStoreError.Rejection
  }

  private func store(
    _ event: NewEvent, of request: AppendRequest, in after: inout Contents
  ) throws -> AppendReceipt.Entry {
    let aggregate = event.aggregateID
    try check(event)
    if let id = event.eventID, let stored = after.byID[id] {
      if let difference = event.difference(from: stored.event) {
        throw Refused(reason: .idTaken(id, difference: difference))
      }
      return AppendReceipt.Entry(recorded: stored, wasStoredBefore: contents.byID[id] != nil)
    }
    let before = AggregateVersion(contents.ofAggregate[aggregate]?.count ?? 0)
    if case .exactly(let expected) = request.expected[aggregate], expected != before {
      throw Refused(reason: .versionConflict(aggregate, expected: expected, actual: before))
    }
    let actual = AggregateVersion(after.ofAggregate[aggregate]?.count ?? 0)
    let version = event.aggregateVersion ?? actual + 1
    guard version > actual else {
      throw Refused(reason: .versionConflict(aggregate, expected: version - 1, actual: actual))
    }
    guard version == actual + 1 else {
      throw Refused(reason: .versionGap(aggregate, wanted: version, actual: actual))
    }
    var numbered = event
    numbered.aggregateVersion = version
    try check(numbered)
    let position = Int64(after.events.count + 1)
    let recorded = RecordedEvent(
      event: Event(
        aggregateID: aggregate, aggregateVersion: version,
        eventID: event.eventID ?? generator.next(), eventVersion: event.eventVersion,
        eventType: event.eventType, metadata: event.metadata),
      position: position,
      committedAt: request.committedAt
        ?? Instant.simulationStart.advanced(byMicroseconds: position),
      shard: event.shard)
    after.events.append(recorded)
    after.ofAggregate[aggregate, default: []].append(recorded)
    after.byID[recorded.event.eventID] = recorded
    return AppendReceipt.Entry(recorded: recorded, wasStoredBefore: false)
  }

  private func check(_ event: NewEvent) throws {
    do {
      try event.check()
    } catch {
      throw Refused(reason: .invalid(error))
    }
  }
}
