import EventSourcing
import VirtualTime

/// A sharded index in which a test makes events visible, in whatever order.
actor ScriptedIndex: EventStore {
  nonisolated let guarantees = Guarantees(
    globalOrder: .none, appearsBehindCursor: true, readsOwnWrites: false)
  nonisolated let start = Cursor.shards(StreamCheckpoints())

  private var visible: [RecordedEvent] = []
  private(set) var eventsRead = 0

  func show(_ recorded: RecordedEvent) {
    let place = visible.firstIndex { $0.event.eventID > recorded.event.eventID }
    visible.insert(recorded, at: place ?? visible.count)
  }

  /// The cursor after everything that is visible.
  var end: Cursor {
    visible.reduce(into: start) { $0.advance(past: $1.place) }
  }

  func append(_ request: AppendRequest) throws -> AppendReceipt {
    throw EventStoreError.readOnly(path: "script")
  }

  func events(of aggregate: AggregateID, from version: AggregateVersion, limit: Int) -> EventPage {
    EventPage(next: start)
  }

  func events(after cursor: Cursor, limit: Int) throws -> EventPage {
    guard case .shards(let checkpoints) = cursor else {
      throw EventStoreError.foreignCursor(cursor)
    }
    let rest = visible.filter { recorded in
      checkpoints[recorded.shard].map { recorded.place.key > $0 } ?? true
    }
    var page = EventPage(next: cursor, isLast: rest.count <= limit)
    for recorded in rest.prefix(limit) {
      page.append(recorded, at: recorded.place)
    }
    eventsRead += page.count
    return page
  }
}

extension RecordedEvent {
  /// Where it stands in a sharded index.
  var place: StreamPlace { StreamPlace(partition: shard, key: StreamKey(event.eventID)) }
}

/// An event whose id was drawn at a second and whose commit came right then.
func scripted(second: Int, payload: UInt64 = 0, shard: Int = 1, position: Int64? = nil) throws
  -> RecordedEvent
{
  let id = KSUID(timestamp: 1000 + UInt32(second), payloadHigh: payload, payloadLow: 0)
  return RecordedEvent(
    event: Event(
      aggregateID: try AggregateID("a"), aggregateVersion: 1, eventID: id, eventVersion: 1,
      eventType: try EventType("T"), metadata: .empty),
    position: position ?? Int64(second) + 1, committedAt: id.time, shard: shard)
}

/// The time so many seconds into the script.
func scriptTime(_ second: Int) -> Instant {
  Instant(microseconds: (KSUID.epochSeconds + 1000 + Int64(second)) * 1_000_000)
}
