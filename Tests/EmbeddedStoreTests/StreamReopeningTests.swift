import EmbeddedStore
import EventSourcing
import Foundation
import Testing
import VirtualTime

/// What a stream does when a store is opened again, by one and by several.
@Suite(.serialized) struct StreamReopeningTests {
  @Test func `what a killed process had not applied is pending, and nothing is applied twice`()
    async throws
  {
    let fixture = try StoreFixture()
    let path = fixture.path()
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let store = try SQLiteEventStore.open(path)
      _ = try store.settle(architecture: "dynamodb-ksuid")
      let stream = try store.openStream(.eventID, .inStore)
      let events = try await store.fill(50, shards: 4)
      try stream.apply(
        events.filter { $0.position % 3 == 0 }.map { streamEntry($0) }, horizon: .max)
      kill(getpid(), SIGKILL)
    }
    let store = try SQLiteEventStore.open(path)
    let stream = try store.openStream(.eventID, .inStore)
    let pending = try stream.pending(after: 0, limit: 100)
    #expect(pending.map(\.position) == (1...50).filter { $0 % 3 != 0 })
    let all = try store.page(afterPosition: 0, limit: 100)
    try stream.apply(
      all.map { streamEntry($0, visibleAt: Instant(microseconds: 1_000)) },
      horizon: .max)
    #expect(try stream.pending(after: 0, limit: 100).isEmpty)
    #expect(try stream.rows(after: 0, limit: 100).map(\.row) == Array(1...50))
    #expect(try store.verify().allSatisfy { $0.problem == nil })
  }

  @Test func `the stream in a file is moved by one at a time, an overlay by anybody`() async throws
  {
    let fixture = try StoreFixture()
    let path = fixture.path()
    let store = try SQLiteEventStore.open(path)
    let other = try SQLiteEventStore.open(path)
    var stream: (any StreamTable)? = try store.openStream(.eventID, .inStore)
    #expect(throws: EventStoreError.busy(seconds: 0)) { try other.openStream(.eventID, .inStore) }
    await #expect(processExitsWith: .success) { [path = path as String] in
      let store = try SQLiteEventStore.open(path)
      #expect(throws: EventStoreError.busy(seconds: 0)) { try store.openStream(.eventID, .inStore) }
      _ = try store.openStream(.eventID, .overlay)
    }
    #expect(try other.openStream(.eventID, .overlay).baseRow == 0)
    #expect(try stream?.lastRow() == 0)
    stream = nil
    #expect(try other.openStream(.eventID, .inStore).lastRow() == 0)
  }

  @Test func `the number of index shards is kept with the stream, and not by an overlay`() throws {
    let fixture = try StoreFixture()
    let store = try SQLiteEventStore.open(fixture.path())
    let overlay = try store.openStream(.eventID, .overlay)
    try overlay.keepShards(3)
    #expect(try overlay.shards() == nil)
    let stream = try store.openStream(.eventID, .inStore)
    #expect(try stream.shards() == nil)
    try stream.keepShards(9)
    try stream.keepShards(5)
    #expect(try SQLiteEventStore.open(fixture.path()).shards() == 5)
    for value in ["0", "65", "five"] {
      try fixture.run("UPDATE fact SET value = '\(value)' WHERE name = 'shards'")
      #expect(throws: EventStoreError.self, "\(value)") { try stream.shards() }
    }
  }

  @Test func `a store that is only read has no stream to move`() async throws {
    let fixture = try StoreFixture()
    _ = try SQLiteEventStore.open(fixture.path())
    let store = try SQLiteEventStore.open(fixture.path(), options: StoreOptions(access: .read))
    #expect(throws: EventStoreError.readOnly(path: fixture.path())) {
      try store.openStream(.eventID, .inStore)
    }
    #expect(try store.openStream(.eventID, .overlay).lastRow() == 0)
  }
}
