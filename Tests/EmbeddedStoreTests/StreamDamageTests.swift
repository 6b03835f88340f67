import EmbeddedStore
import EventSourcing
import Testing
import VirtualTime

/// A kept stream that was changed behind the store's back.
@Suite(.serialized) struct StreamDamageTests {
  /// The stream of thirty events, twenty-five of them visible, changed by a statement.
  private func changed(_ order: StreamOrder, by sql: String) async throws -> StoreFixture {
    let fixture = try StoreFixture()
    do {
      let store = try SQLiteEventStore.open(fixture.path())
      _ = try store.settle(architecture: "an architecture")
      let stream = try store.openStream(order, .inStore)
      let events = try await store.fill(30, shards: 3)
      let entries = events.prefix(25).map { recorded in
        var entry = streamEntry(recorded)
        if order == .number {
          entry.place = StreamPlace(partition: 0, key: StreamKey(number: recorded.position))
        }
        return entry
      }
      try stream.apply(entries, horizon: .max)
    }
    try fixture.run(sql)
    return fixture
  }

  private func open(_ fixture: StoreFixture) throws -> SQLiteEventStore {
    try SQLiteEventStore.open(fixture.path(), options: StoreOptions(access: .read))
  }

  private static let lost = [
    "DELETE FROM stream_entry WHERE row = 7",
    "DELETE FROM stream_entry WHERE row = 25",
    "DELETE FROM stream_entry",
    "DELETE FROM stream_mark",
    "INSERT INTO stream_mark VALUES (0, 25, 0)",
    "UPDATE stream_mark SET position = 24",
    "UPDATE stream_mark SET position = 26",
    "DELETE FROM fact WHERE name = 'order'",
  ]

  private static let moved = [
    "UPDATE stream_entry SET visible_at = visible_at - 1000 WHERE row = 7",
    "UPDATE stream_entry SET visible_at = visible_at + 1000 WHERE row = 7",
    "UPDATE stream_entry SET partition = 9 WHERE row = 7",
    "DELETE FROM fact WHERE name = 'architecture'",
  ]

  @Test(arguments: lost) func `nobody reads or moves a stream that has lost something`(
    sql: String
  ) async throws {
    let fixture = try await changed(.eventID, by: sql)
    #expect { _ = try open(fixture).openStream(.eventID, .observed) } throws: { $0.isStreamDamage }
    #expect {
      _ = try SQLiteEventStore.open(fixture.path()).openStream(.eventID, .inStore)
    } throws: { $0.isStreamDamage }
  }

  @Test(arguments: StreamOrder.allCases.filter { $0 != .transaction }, lost + moved)
  func `an audit names what was changed of a stream`(order: StreamOrder, sql: String) async throws {
    let whole = try open(try await changed(order, by: "SELECT 1")).verify()
    #expect(whole.allSatisfy { $0.problem == nil }, "\(whole)")
    let checks = try open(try await changed(order, by: sql)).verify()
    #expect(checks.filter { $0.problem != nil }.map(\.name) == ["stream"], "\(checks)")
  }

  @Test func `a store that no longer says which architecture's its stream is has none`()
    async throws
  {
    let fixture = try await changed(.number, by: "DELETE FROM fact")
    #expect { _ = try open(fixture).architecture() } throws: { $0.isStreamDamage }
  }

  @Test func `a hole in a sequence is noticed by who is reading it`() async throws {
    let fixture = try await changed(.number, by: "SELECT 1")
    let stream = try open(fixture).openStream(.number, .observed)
    let first = try stream.page(after: stream.order.start, limit: 5, horizon: .max)
    try fixture.run("DELETE FROM stream_entry WHERE row = 7")
    #expect { _ = try stream.page(after: first.next, limit: 5, horizon: .max) } throws: {
      $0.isStreamDamage
    }
  }
}

extension Error {
  fileprivate var isStreamDamage: Bool {
    guard case EventStoreError.damaged(let words)? = self as? EventStoreError else { return false }
    return words.contains("stream")
  }
}
