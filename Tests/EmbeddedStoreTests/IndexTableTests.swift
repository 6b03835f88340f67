import EmbeddedStore
import EventSourcing
import Testing
import VirtualTime

/// What an index does in the store's file and in an overlay alike.
@Suite struct IndexTableTests {
  @Test(arguments: [IndexPlacement.inStore, .overlay])
  func `rows are dense and stand in the order of visibility, an entry given twice once`(
    placement: IndexPlacement
  ) async throws {
    let store = try SQLiteEventStore.temporary()
    let index = try store.openIndex(placement)
    let events = try await store.fill(10, shards: 3)
    let shuffled = [4, 0, 7, 2, 9, 1].map { events[$0] }
    try index.apply(shuffled.prefix(4).map { indexEntry($0) })
    try index.apply(shuffled.map { indexEntry($0, isBehind: true) })
    try index.apply([indexEntry(shuffled[5])])
    let rows = try index.rows(after: 0, limit: 100)
    #expect(rows.map(\.row) == Array(1...6))
    #expect(rows.map(\.position) == shuffled.map(\.position))
    #expect(rows.map(\.eventID) == shuffled.map(\.event.eventID))
    #expect(rows.map(\.isBehindCheckpoint) == [false, false, false, false, true, true])
    #expect(rows.allSatisfy { $0.visibleAt == Instant(microseconds: $0.position * 7) })
    #expect(try index.lastRow() == 6)
    #expect(try index.rows(after: 2, limit: 2) == Array(rows[2..<4]))
    #expect(try index.rows(after: 6, limit: 2).isEmpty)
    let found = try index.rows(ofPositions: [10, 6, 1, 77])
    #expect(found == [10: rows[4], 1: rows[1]])
    #expect(try index.pending(limit: 100).map(\.position) == [4, 6, 7, 9])
    #expect(try index.pending(limit: 2).map(\.position) == [4, 6])
  }

  @Test(arguments: [IndexPlacement.inStore, .overlay])
  func `every page merges the shards by id, whatever the limit`(
    placement: IndexPlacement
  ) async throws {
    let store = try SQLiteEventStore.temporary()
    let index = try store.openIndex(placement)
    let events = try await store.fill(23, shards: 4)
    try index.apply(events.shuffled().map { indexEntry($0) })
    let wanted = events.map(\.event.eventID).sorted()
    for limit in [1, 2, 5, 22, 23, 24, .max] {
      let (pages, checkpoints) = try index.pages(limit: limit)
      #expect(pages.flatMap { $0.map(\.event.eventID) } == wanted, "limit \(limit)")
      #expect(pages.dropLast().allSatisfy { !$0.isLast && $0.count == limit })
      let none = try index.page(after: checkpoints, limit: limit)
      #expect(none.isEmpty && none.isLast && none.next == .shards(checkpoints))
    }
    var halfway = ShardCheckpoints()
    halfway.advance(shard: 2, to: .max)
    let rest = try index.page(after: halfway, limit: 100)
    #expect(
      rest.map(\.event.eventID) == events.filter { $0.shard != 2 }.map(\.event.eventID).sorted())
  }

  @Test func `a page of one shard that is full is not the last while more follows`() async throws {
    let store = try SQLiteEventStore.temporary()
    let index = try store.openIndex(.inStore)
    let events = try await store.fill(5, shards: 1)
    try index.apply(events.map { indexEntry($0) })
    let (pages, _) = try index.pages(limit: 2)
    #expect(pages.map(\.count) == [2, 2, 1])
  }

  @Test func `a page of large events ends early, and the next goes on`() async throws {
    let store = try SQLiteEventStore.temporary()
    let index = try store.openIndex(.inStore)
    let large = #"{"x":"\#(String(repeating: "x", count: 400_000))"}"#
    for _ in 0..<15 {
      let receipt = try await store.append(AppendRequest([event("a", metadata: large)]))
      try index.apply(receipt.entries.map { indexEntry($0.recorded) })
    }
    let (pages, _) = try index.pages(limit: 100)
    #expect(pages.map(\.count) == [11, 4])
  }

  @Test func `what was there before an overlay was laid stands in the order of positions`()
    async throws
  {
    let store = try SQLiteEventStore.temporary()
    let old = try await store.fill(7, shards: 2)
    let index = try store.openIndex(.overlay)
    #expect(index.baseRow == 7)
    #expect(try index.lastRow() == 7)
    #expect(try index.pending(limit: 10).isEmpty)
    let new = try await store.fill(6, shards: 2)
    try index.apply([new[3], old[2], new[0]].map { indexEntry($0) })
    let rows = try index.rows(after: 0, limit: 100)
    #expect(rows.map(\.row) == Array(1...9))
    #expect(rows.map(\.position) == [1, 2, 3, 4, 5, 6, 7, 11, 8])
    #expect(rows.map { $0.visibleAt == nil } == rows.map { $0.position <= 7 })
    #expect(try index.rows(after: 5, limit: 3) == Array(rows[5..<8]))
    #expect(try index.rows(ofPositions: [3, 8, 9]) == [3: rows[2], 8: rows[8]])
    #expect(try index.pending(limit: 10).map(\.position) == [9, 10, 12, 13])
    let shown = (old + [new[0], new[3]]).map(\.event.eventID).sorted()
    for limit in [1, 3, 9, 10] {
      let (pages, _) = try index.pages(limit: limit)
      #expect(pages.flatMap { $0.map(\.event.eventID) } == shown, "limit \(limit)")
    }
    let all = try index.page(after: ShardCheckpoints(), limit: 100)
    #expect(all.allSatisfy { ($0.shard == 0) == ($0.position <= 7) })
  }
}
