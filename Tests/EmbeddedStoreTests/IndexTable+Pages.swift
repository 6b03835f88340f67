import EventSourcing
import VirtualTime

/// An entry for an event, visible at a time that tells its position.
func indexEntry(_ recorded: RecordedEvent, isBehind: Bool = false) -> IndexEntry {
  IndexEntry(
    position: recorded.position, eventID: recorded.event.eventID, shard: recorded.shard,
    committedAt: recorded.committedAt,
    visibleAt: Instant(microseconds: recorded.position * 7), isBehindCheckpoint: isBehind)
}

extension IndexTable {
  /// All pages, and the checkpoints after the last.
  func pages(limit: Int) throws -> (pages: [EventPage], end: ShardCheckpoints) {
    var pages: [EventPage] = []
    var checkpoints = ShardCheckpoints()
    while true {
      let page = try page(after: checkpoints, limit: limit)
      pages.append(page)
      guard case .shards(let next) = page.next else { preconditionFailure("\(page.next)") }
      checkpoints = next
      if page.isLast { return (pages, checkpoints) }
    }
  }
}
