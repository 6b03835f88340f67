import EventSourcing
import EventStoreConformance
import VirtualTime

/// A table of events and a sharded index that shows nothing of it until it is told to.
actor LaggingStore: EventStore {
  nonisolated let guarantees = Guarantees(
    globalOrder: .none, appearsBehindCursor: true, readsOwnWrites: false)
  nonisolated let start = Cursor.shards(StreamCheckpoints())

  private let table = InMemoryEventStore()
  private let index = ScriptedIndex()
  private var shown = Cursor.position(0)

  /// Shows what is committed.
  func drain() async throws {
    while true {
      let page = try await table.events(after: shown, limit: 10)
      shown = page.next
      for recorded in page { await index.show(recorded) }
      if page.isLast { return }
    }
  }

  func append(_ request: AppendRequest) async throws -> AppendReceipt {
    try await table.append(request)
  }

  func events(
    of aggregate: AggregateID, from version: AggregateVersion, limit: Int
  ) async throws -> EventPage {
    await table.events(of: aggregate, from: version, limit: limit)
  }

  func events(after cursor: Cursor, limit: Int) async throws -> EventPage {
    try await index.events(after: cursor, limit: limit)
  }
}
