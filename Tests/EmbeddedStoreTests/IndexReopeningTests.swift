import EmbeddedStore
import EventSourcing
import Foundation
import Testing

/// What an index does when a store is opened again, by one and by several.
@Suite struct IndexReopeningTests {
  @Test func `what a killed process had not applied is pending, and nothing is applied twice`()
    async throws
  {
    let fixture = try StoreFixture()
    let path = fixture.path()
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let store = try SQLiteEventStore.open(path)
      let index = try store.openIndex(.inStore)
      let events = try await store.fill(50, shards: 4)
      try index.apply(events.filter { $0.position % 3 == 0 }.map { indexEntry($0) })
      kill(getpid(), SIGKILL)
    }
    let store = try SQLiteEventStore.open(path)
    let index = try store.openIndex(.inStore)
    let pending = try index.pending(limit: 100)
    #expect(pending.map(\.position) == (1...50).filter { $0 % 3 != 0 })
    let all = try store.page(afterPosition: 0, limit: 100)
    try index.apply(all.map { indexEntry($0) })
    #expect(try index.pending(limit: 100).isEmpty)
    #expect(try index.rows(after: 0, limit: 100).map(\.row) == Array(1...50))
    #expect(try store.verify().allSatisfy { $0.problem == nil })
  }

  @Test func `the index in a file is moved by one at a time, an overlay by anybody`() async throws {
    let fixture = try StoreFixture()
    let path = fixture.path()
    let store = try SQLiteEventStore.open(path)
    let other = try SQLiteEventStore.open(path)
    var index: (any IndexTable)? = try store.openIndex(.inStore)
    #expect(throws: EventStoreError.busy(seconds: 0)) { try other.openIndex(.inStore) }
    await #expect(processExitsWith: .success) { [path = path as String] in
      let store = try SQLiteEventStore.open(path)
      #expect(throws: EventStoreError.busy(seconds: 0)) { try store.openIndex(.inStore) }
      _ = try store.openIndex(.overlay)
    }
    #expect(try other.openIndex(.overlay).baseRow == 0)
    #expect(try index?.lastRow() == 0)
    index = nil
    #expect(try other.openIndex(.inStore).lastRow() == 0)
  }

  @Test func `a store that is only read has no index to move`() async throws {
    let fixture = try StoreFixture()
    _ = try SQLiteEventStore.open(fixture.path())
    let store = try SQLiteEventStore.open(fixture.path(), options: StoreOptions(access: .read))
    #expect(throws: EventStoreError.readOnly(path: fixture.path())) {
      try store.openIndex(.inStore)
    }
    #expect(try store.openIndex(.overlay).lastRow() == 0)
  }
}
