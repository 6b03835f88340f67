import EmbeddedStore
import EventSourcing
import Testing
import VirtualTime

/// What a stream does in the store's file and in an overlay alike.
@Suite(.serialized) struct StreamTableTests {
  @Test(arguments: [StreamPlacement.inStore, .overlay])
  func `rows are dense and stand in the order of visibility, an entry given twice once`(
    placement: StreamPlacement
  ) async throws {
    let store = try SQLiteEventStore.temporary()
    let stream = try store.openStream(.eventID, placement)
    let events = try await store.fill(10, shards: 3)
    let shuffled = [4, 0, 7, 2, 9, 1].map { events[$0] }
    try stream.apply(shuffled.prefix(4).map { streamEntry($0) }, horizon: .max)
    try stream.apply(shuffled.map { streamEntry($0, isBehind: true) }, horizon: .max)
    try stream.apply([streamEntry(shuffled[5])], horizon: .max)
    let rows = try stream.rows(after: 0, limit: 100)
    #expect(rows.map(\.row) == Array(1...6))
    #expect(rows.map(\.position) == shuffled.map(\.position))
    #expect(rows.map(\.key.eventID) == shuffled.map(\.event.eventID))
    #expect(rows.map(\.isBehindCheckpoint) == [false, false, false, false, true, true])
    #expect(rows.allSatisfy { $0.visibleAt == Instant(microseconds: $0.position * 7) })
    #expect(try stream.lastRow() == 6)
    #expect(try stream.rows(after: 2, limit: 2) == Array(rows[2..<4]))
    #expect(try stream.rows(after: 6, limit: 2).isEmpty)
    let found = try stream.rows(ofPositions: [10, 6, 1, 77])
    #expect(found == [10: rows[4], 1: rows[1]])
    #expect(try stream.pending(after: 0, limit: 100).map(\.position) == [4, 6, 7, 9])
    #expect(try stream.pending(after: 0, limit: 2).map(\.position) == [4, 6])
  }

  @Test(arguments: [StreamPlacement.inStore, .overlay])
  func `every page merges the shards by id, whatever the limit`(
    placement: StreamPlacement
  ) async throws {
    let store = try SQLiteEventStore.temporary()
    let stream = try store.openStream(.eventID, placement)
    let events = try await store.fill(23, shards: 4)
    try stream.apply(events.shuffled().map { streamEntry($0) }, horizon: .max)
    let wanted = events.map(\.event.eventID).sorted()
    for limit in [1, 2, 5, 22, 23, 24, .max] {
      let (pages, end) = try stream.pages(limit: limit)
      #expect(pages.flatMap { $0.map(\.event.eventID) } == wanted, "limit \(limit)")
      #expect(pages.dropLast().allSatisfy { !$0.isLast && $0.count == limit })
      let none = try stream.page(after: end, limit: limit, horizon: .max)
      #expect(none.isEmpty && none.isLast && none.next == end)
    }
    var halfway = StreamCheckpoints()
    halfway.advance(2, to: StreamKey(.max))
    let rest = try stream.page(after: .shards(halfway), limit: 100, horizon: .max)
    #expect(
      rest.map(\.event.eventID) == events.filter { $0.shard != 2 }.map(\.event.eventID).sorted())
  }

  @Test func `a page of one shard that is full is not the last while more follows`() async throws {
    let store = try SQLiteEventStore.temporary()
    let stream = try store.openStream(.eventID, .inStore)
    let events = try await store.fill(5, shards: 1)
    try stream.apply(events.map { streamEntry($0) }, horizon: .max)
    let (pages, _) = try stream.pages(limit: 2)
    #expect(pages.map(\.count) == [2, 2, 1])
  }

  @Test func `a page of large events ends early, and the next goes on`() async throws {
    let store = try SQLiteEventStore.temporary()
    let stream = try store.openStream(.eventID, .inStore)
    let large = #"{"x":"\#(String(repeating: "x", count: 400_000))"}"#
    for _ in 0..<15 {
      let receipt = try await store.append(AppendRequest([event("a", metadata: large)]))
      try stream.apply(receipt.entries.map { streamEntry($0.recorded) }, horizon: .max)
    }
    let (pages, _) = try stream.pages(limit: 100)
    #expect(pages.map(\.count) == [11, 4])
  }

  @Test func `what was there before an overlay was laid stands in the order of positions`()
    async throws
  {
    let store = try SQLiteEventStore.temporary()
    let old = try await store.fill(7, shards: 2)
    let stream = try store.openStream(.eventID, .overlay)
    #expect(stream.baseRow == 7)
    #expect(try stream.lastRow() == 7)
    #expect(try stream.pending(after: 0, limit: 10).isEmpty)
    let new = try await store.fill(6, shards: 2)
    try stream.apply([new[3], old[2], new[0]].map { streamEntry($0) }, horizon: .max)
    let rows = try stream.rows(after: 0, limit: 100)
    #expect(rows.map(\.row) == Array(1...9))
    #expect(rows.map(\.position) == [1, 2, 3, 4, 5, 6, 7, 11, 8])
    #expect(rows.map { $0.visibleAt == nil } == rows.map { $0.position <= 7 })
    #expect(try stream.rows(after: 5, limit: 3) == Array(rows[5..<8]))
    #expect(try stream.rows(ofPositions: [3, 8, 9]) == [3: rows[2], 8: rows[8]])
    #expect(try stream.pending(after: 0, limit: 10).map(\.position) == [9, 10, 12, 13])
    let shown = (old + [new[0], new[3]]).map(\.event.eventID).sorted()
    for limit in [1, 3, 9, 10] {
      let (pages, _) = try stream.pages(limit: limit)
      #expect(pages.flatMap { $0.map(\.event.eventID) } == shown, "limit \(limit)")
    }
    let all = try stream.page(after: stream.order.start, limit: 100, horizon: .max)
    #expect(all.allSatisfy { ($0.shard == 0) == ($0.position <= 7) })
  }
}
