import EventSourcing
import VirtualTime

/// An entry for an event, visible at a time that tells its position.
func streamEntry(
  _ recorded: RecordedEvent, visibleAt: Instant? = nil, isBehind: Bool = false
) -> StreamTableEntry {
  StreamTableEntry(
    position: recorded.position,
    place: StreamPlace(partition: recorded.shard, key: StreamKey(recorded.event.eventID)),
    visibleAt: visibleAt ?? Instant(microseconds: recorded.position * 7),
    isBehindCheckpoint: isBehind)
}

extension StreamTable {
  /// All pages from a cursor on, and the cursor after the last.
  func pages(
    after start: Cursor? = nil, limit: Int, horizon: Int64 = .max
  ) throws -> (pages: [EventPage], end: Cursor) {
    var pages: [EventPage] = []
    var cursor = start ?? order.start
    while true {
      let page = try page(after: cursor, limit: limit, horizon: horizon)
      pages.append(page)
      cursor = page.next
      if page.isLast { return (pages, cursor) }
    }
  }
}
