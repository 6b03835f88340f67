import EmbeddedStore
import EventSourcing
import Testing

/// Aggregates by the type of their first event.
@Suite struct FirstTypeTests {
  @Test func `they are counted and listed, and those that have come since are counted on`()
    async throws
  {
    let store = try SQLiteEventStore.temporary()
    func append(_ aggregate: String, _ types: String...) async throws {
      let id = try AggregateID(aggregate)
      _ = try await store.append(
        AppendRequest(
          try types.map { NewEvent(aggregateID: id, eventType: try EventType($0)) }))
    }
    try await append("a1", "A", "B")
    try await append("b1", "B", "A")
    try await append("a2", "A")
    try await append("c1", "C")
    let wanted = [try EventType("A"), try EventType("C")]
    let (count, through) = try store.count(aggregatesBeginningWith: wanted, after: 0)
    #expect(count == 3 && through == 6)
    func list(descending: Bool) throws -> [String] {
      try store.aggregates(AggregateQuery(descending: descending, firstTypes: wanted, limit: 2))
        .map { "\($0.aggregateID)" }
    }
    #expect(try list(descending: false) == ["a1", "a2"])
    #expect(try list(descending: true) == ["c1", "a2"])
    try await append("a1", "A")
    try await append("c2", "C", "A")
    try await append("b2", "B", "A")
    let more = try store.count(aggregatesBeginningWith: wanted, after: through)
    #expect(more.aggregates == 1 && more.through == 11)
  }
}
