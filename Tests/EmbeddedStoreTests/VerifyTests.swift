import EmbeddedStore
import EventSourcing
import Foundation
import GRDB
import Testing

@Suite(.serialized) struct VerifyTests {
  /// A store of 300 events, then changed by a statement that nobody should run.
  private func damagedStore(_ sql: String) async throws -> (StoreFixture, SQLiteEventStore) {
    let fixture = try StoreFixture()
    do {
      let store = try SQLiteEventStore.open(fixture.path())
      for number in 0..<100 {
        let name = "account-\(number % 20)"
        _ = try await store.append(AppendRequest([event(name), event(name), event("x")]))
      }
    }
    if !sql.isEmpty {
      let vandal = try DatabaseQueue(path: fixture.path())
      try await vandal.writeWithoutTransaction { try $0.execute(sql: sql) }
      try vandal.close()
    }
    return (
      fixture,
      try SQLiteEventStore.open(fixture.path(), options: StoreOptions(access: .read))
    )
  }

  @Test func `a whole store passes every check`() async throws {
    let (_, store) = try await damagedStore("")
    let checks = try store.verify()
    #expect(checks.allSatisfy { $0.problem == nil }, "\(checks)")
    #expect(
      checks.map(\.name) == [
        "file", "positions", "hashes", "chain", "versions", "ids", "aggregates", "stream",
      ])
  }

  @Test(arguments: [
    ("UPDATE event SET shard = 3 WHERE position = 77", "hashes"),
    ("UPDATE event SET chain = zeroblob(32) WHERE position = 77", "chain"),
    ("UPDATE event SET chain = x'00' WHERE position = 77", "chain"),
    ("UPDATE event SET chain = x'' WHERE position = 77", "chain"),
    ("DELETE FROM event WHERE position = 77", "positions"),
    ("UPDATE event SET position = \(Int64.max) WHERE position = 300", "positions"),
    ("UPDATE event SET position = \(Int64.min) WHERE position = 300", "positions"),
    (
      "DELETE FROM event WHERE aggregate_id = CAST('x' AS BLOB) AND aggregate_version = 5",
      "versions"
    ),
    ("UPDATE aggregate SET version = 3 WHERE aggregate_id = CAST('x' AS BLOB)", "aggregates"),
    ("UPDATE tally SET aggregates = 1", "aggregates"),
    ("DELETE FROM tally", "aggregates"),
    ("DELETE FROM stream_mark", "stream"),
    ("INSERT INTO stream_entry VALUES (1, 9999, 1, zeroblob(20), 0, 0, 0)", "stream"),
  ])
  func `what somebody changed is named`(sql: String, name: String) async throws {
    let (_, store) = try await damagedStore(sql)
    let check = try store.verify().first { $0.name == name }
    #expect(check?.problem != nil)
  }

  @Test func `what can be read of a damaged store is handed over once`() async throws {
    let (_, store) = try await damagedStore(
      """
      UPDATE event SET metadata = CAST('[]' AS BLOB) WHERE position IN (5, 6);
      DELETE FROM event WHERE position IN (100, 101, 300)
      """)
    var positions: [Int64] = []
    let damages = try store.forEachReadableEvent { positions.append($0.position) }
    #expect(positions == (1...299).filter { ![5, 6, 100, 101].contains($0) })
    #expect(damages.map(\.positions) == [5...6, 100...101, 300...300])
  }

  @Test(arguments: [.max, .max - 1, 1 << 53, 1 << 33, 301, 0, -1, .min] as [Int64])
  func `what is left beside a position that no store gives is handed over at once`(
    position: Int64
  ) async throws {
    let (_, store) = try await damagedStore(
      "UPDATE event SET position = \(position) WHERE position = 300")
    var positions: [Int64] = []
    let damages = try store.forEachReadableEvent { positions.append($0.position) }
    #expect(positions == Array(1...299))
    #expect(
      damages.reversed().contains { $0.positions.contains(300) || $0.positions.contains(position) })
  }
}
