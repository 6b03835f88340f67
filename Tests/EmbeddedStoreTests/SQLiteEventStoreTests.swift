import EmbeddedStore
import EventSourcing
import Foundation
import GRDB
import Testing
import VirtualTime

@Suite(.serialized) struct SQLiteEventStoreTests {
  @Test func `what was appended is there when the store is opened again`() async throws {
    let fixture = try StoreFixture()
    do {
      let store = try SQLiteEventStore.open(fixture.path())
      _ = try await store.append(AppendRequest([event("a", metadata: #"{"n":1}"#), event("b")]))
    }
    let store = try SQLiteEventStore.open(fixture.path(), options: StoreOptions(access: .read))
    let page = try await store.events(after: store.start, limit: 10)
    #expect(page.map(\.event.aggregateID.description) == ["a", "b"])
    #expect(page.map(\.position) == [1, 2])
    #expect(page.first?.event.metadata.bytes.elementsEqual(#"{"n":1}"#.utf8) == true)
  }

  @Test func `concurrent appends share a flush and get versions without a gap`() async throws {
    let fixture = try StoreFixture()
    let store = try SQLiteEventStore.open(fixture.path())
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<16 {
        group.addTask {
          for _ in 0..<25 { _ = try await store.append(AppendRequest([event("one")])) }
        }
      }
      try await group.waitForAll()
    }
    let page = try await store.events(of: try AggregateID("one"), from: 1, limit: 1000)
    #expect(page.map(\.event.aggregateVersion) == Array(1...400))
  }

  @Test func `of requests that share a commit one that is rejected takes nothing from the others`()
    async throws
  {
    let store = try SQLiteEventStore.temporary()
    let one = try AggregateID("one")
    let requests: [AppendRequest] = try [
      AppendRequest([event("one")], expected: [one: .exactly(0)]),
      AppendRequest([event("two"), event("one")], expected: [one: .exactly(0)]),
      AppendRequest([event("two"), event("one")], expected: [one: .exactly(1)]),
    ]
    let results = await withCheckedContinuation { continuation in
      store.append(requests) { continuation.resume(returning: $0) }
    }
    let positions = results.map { try? $0.get().entries.map(\.recorded.position) }
    #expect(positions == [[1], nil, [2, 3]])
    #expect(try store.page(afterPosition: 0, limit: 10).map(\.event.aggregateVersion) == [1, 1, 2])
  }

  @Test func `a store for the session keeps nothing and can be read by several`() async throws {
    let store = try SQLiteEventStore.temporary()
    for _ in 0..<300 { _ = try await store.append(AppendRequest([event("a"), event("b")])) }
    #expect(try store.totals() == (600, 2))
    let pages = try (0..<10).map { try store.page(afterPosition: $0 * 60, limit: 60) }
    #expect(pages.flatMap { $0.map(\.position) } == Array(1...600))
    #expect(store.path == nil)
  }

  @Test func `a file of another program is refused and left as it is`() async throws {
    let fixture = try StoreFixture()
    let other = try DatabaseQueue(path: fixture.path())
    try await other.write { try $0.execute(sql: "CREATE TABLE t (x); PRAGMA user_version = 1") }
    try other.close()
    try Data("no database".utf8).write(to: URL(fileURLWithPath: fixture.path("text")))
    let before = try fixture.contents()
    for name in ["store.db", "text"] {
      #expect(throws: EventStoreError.self) { try SQLiteEventStore.open(fixture.path(name)) }
    }
    #expect(try fixture.contents() == before)
  }

  @Test func `a changed byte is found before the event is shown`() async throws {
    let fixture = try StoreFixture()
    do {
      let store = try SQLiteEventStore.open(fixture.path())
      _ = try await store.append(AppendRequest([event("a", metadata: #"{"amount":1250}"#)]))
    }
    let vandal = try DatabaseQueue(path: fixture.path())
    try await vandal.write { database in
      try database.execute(sql: #"UPDATE event SET metadata = CAST('{"amount":9250}' AS BLOB)"#)
    }
    try vandal.close()
    let store = try SQLiteEventStore.open(fixture.path())
    await #expect(throws: EventStoreError.self) {
      try await store.events(after: .position(0), limit: 1)
    }
  }
}
