import EmbeddedStore
import EventSourcing
import Testing

/// Files that have lost rows: whoever asks for everything hears of it.
@Suite(.serialized) struct GapTests {
  /// A store of two aggregates, five events each, whose file is changed by a statement.
  private func store(after statement: String) async throws -> (SQLiteEventStore, StoreFixture) {
    let fixture = try StoreFixture()
    do {
      let store = try SQLiteEventStore.open(fixture.path())
      for _ in 1...5 {
        _ = try await store.append(AppendRequest([event("a"), event("b")]))
      }
    }
    try fixture.run(statement)
    let store = try SQLiteEventStore.open(fixture.path(), options: StoreOptions(access: .read))
    return (store, fixture)
  }

  @Test(arguments: ["= 4", "= 10", "> 6", "> 0"])
  func `a stream that lacks events is damaged, not shorter`(positions: String) async throws {
    let (store, fixture) = try await store(after: "DELETE FROM event WHERE position \(positions)")
    defer { withExtendedLifetime(fixture) {} }
    #expect { try store.page(afterPosition: 0, limit: 100) } throws: { error in
      (error as? EventStoreError)?.isDamage == true
    }
    #expect(try store.page(afterPosition: 10, limit: 100).isEmpty)
  }

  @Test(arguments: ["= 2", "= 5", "> 3", "> 0"])
  func `an aggregate that lacks versions is damaged, not shorter`(versions: String) async throws {
    let (store, fixture) = try await store(
      after: "DELETE FROM event WHERE aggregate_id = x'61' AND aggregate_version \(versions)")
    defer { withExtendedLifetime(fixture) {} }
    #expect { try store.page(of: AggregateID("a"), from: 1, limit: 100) } throws: { error in
      (error as? EventStoreError)?.isDamage == true
    }
    #expect(try store.page(of: AggregateID("a"), from: 6, limit: 100).isEmpty)
    #expect(try store.page(of: AggregateID("b"), from: 1, limit: 100).count == 5)
  }

  @Test(
    arguments: [
      "DELETE FROM event WHERE position = 9",
      "UPDATE event SET event_id = zeroblob(20) WHERE position = 9",
      "UPDATE aggregate SET version = 4 WHERE aggregate_id = x'61'",
      "UPDATE aggregate SET aggregate_id = x'63' WHERE aggregate_id = x'61'",
    ])
  func `an aggregate that does not fit its last event is listed without one`(
    statement: String
  ) async throws {
    let (store, fixture) = try await store(after: statement)
    defer { withExtendedLifetime(fixture) {} }
    let summaries = try store.aggregates(AggregateQuery(limit: 100))
    #expect(summaries.count { $0.lastEventID == nil && $0.lastCommittedAt == nil } == 1)
    #expect(summaries.count { $0.lastEventID != nil && $0.aggregateID.description == "b" } == 1)
  }

  @Test(arguments: [("= 4", 1), ("= 10", 1), ("> 6", 4), ("BETWEEN 3 AND 4", 2), ("> 0", 10)])
  func `what is read around gaps tells of each`(positions: String, count: Int) async throws {
    let (store, fixture) = try await store(after: "DELETE FROM event WHERE position \(positions)")
    defer { withExtendedLifetime(fixture) {} }
    var given = 0
    let damages = try store.forEachReadableEvent { _ in given += 1 }
    #expect(given == 10 - count)
    #expect(damages.map(\.positions.count) == [count])
  }
}
