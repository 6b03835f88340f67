import EmbeddedStore
import EventSourcing
import VirtualTime
import Foundation
import Testing

/// Files whose bytes have changed: whatever is still given is what was stored.
@Suite(.serialized) struct DamageTests {
  @Test(arguments: 1...40)
  func `no event is given that was not stored so, whatever bytes have changed`(round: Int)
    async throws
  {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    let fixture = try StoreFixture()
    var stored: [RecordedEvent] = []
    do {
      let store = try SQLiteEventStore.open(fixture.path())
      for _ in 0..<5 { stored += try await store.fill(60, shards: 2) }
    }
    let size = try fixture.contents()["store.db"]?.count ?? 0
    if round % 8 == 0 {
      try fixture.cut(to: Int.random(in: 0..<size, using: &random))
    } else {
      for _ in 0..<1 << (round % 8) {
        let offset = Int.random(in: 100..<size, using: &random)
        let byte = UInt8.random(in: 0...255, using: &random)
        try fixture.overwrite(at: offset, with: Data([byte]))
      }
    }
    do {
      let store = try SQLiteEventStore.open(
        fixture.path(), options: StoreOptions(access: .read))
      var positions: Set<Int64> = []
      let damages = try store.forEachReadableEvent { recorded in
        #expect(recorded == stored[Int(recorded.position) - 1], "seed \(seed)")
        #expect(positions.insert(recorded.position).inserted, "given twice, seed \(seed)")
      }
      for damage in damages { positions.formUnion(damage.positions) }
      let checks = try store.verify()
      #expect(
        positions == Set(1...300) || checks.contains { $0.problem != nil },
        "something is gone without a word, seed \(seed)")
      if let page = try? await store.events(after: .position(0), limit: 1000) {
        #expect(page.allSatisfy { stored.contains($0) }, "seed \(seed)")
      }
      _ = try? store.aggregates(AggregateQuery(limit: 100))
      _ = try? store.openStream(.eventID, .overlay)
        .page(after: StreamOrder.eventID.start, limit: 100, horizon: .max)
    } catch let error as EventStoreError {
      #expect(error.isDamage || error.isNotAStore || error.isNotFound, "\(error), seed \(seed)")
    }
  }
  @Test(arguments: [
    "DELETE FROM event WHERE position IN (18, 7)",
    "UPDATE event SET metadata = CAST('{\"a\":0}' AS BLOB) WHERE position IN (18, 7)",
  ])
  func `what is left of an aggregate is given to who wants to see the rest`(statement: String)
    async throws
  {
    let fixture = try StoreFixture()
    var stored: [RecordedEvent] = []
    do { stored = try await SQLiteEventStore.open(fixture.path()).fill(20, shards: 1) }
    try fixture.run(statement)
    let store = try SQLiteEventStore.open(fixture.path())
    let left = stored.filter { ![18, 7].contains($0.position) }
    #expect(Array(try store.page(atPositions: Array(1...25))) == left)
    let aggregates = Set(stored.map(\.event.aggregateID))
    for aggregate in aggregates {
      let own = left.filter { $0.event.aggregateID == aggregate }
      #expect(Array(try store.page(of: aggregate, versions: 1...9)) == own)
    }
    let summaries = try store.aggregates(AggregateQuery(limit: 100))
    #expect(summaries.count == aggregates.count)
    for summary in summaries {
      let last = stored.last { $0.event.aggregateID == summary.aggregateID }
      #expect(summary.version == last?.event.aggregateVersion)
      #expect(summary.lastPosition == last?.position)
      let isLost = last?.position == 18
      #expect(summary.lastEventID == (isLost ? nil : last?.event.eventID))
      #expect(summary.lastCommittedAt == (isLost ? nil : last?.committedAt))
    }
    #expect(throws: EventStoreError.self) {
      try store.page(of: stored[17].event.aggregateID, from: 1, limit: 9)
    }
  }

  @Test func `an aggregate without its last event is appended to neither at first nor later`()
    async throws
  {
    let fixture = try StoreFixture()
    do {
      let store = try SQLiteEventStore.open(fixture.path())
      _ = try await store.fill(20, shards: 1)
    }
    try fixture.run("DELETE FROM event WHERE position = 18")
    let store = try SQLiteEventStore.open(fixture.path())
    for _ in 1...3 {
      let error = await #expect(throws: EventStoreError.self) {
        try await store.append(AppendRequest([event("a0"), event("a2")]))
      }
      #expect(error?.isDamage == true, "\(String(describing: error))")
    }
    for version: Int64 in 5...7 {
      let receipt = try await store.append(AppendRequest([event("a0")]))
      #expect(receipt.entries.map(\.recorded.event.aggregateVersion) == [version])
    }
  }

  @Test(arguments: [
    "UPDATE event SET position = \(Int64.max) WHERE position = 20",
    "UPDATE event SET position = \(Int64.max - 1) WHERE position = 20",
    "UPDATE event SET chain = x'00' WHERE position = 20",
    "UPDATE event SET chain = zeroblob(33) WHERE position = 20",
  ])
  func `nothing is appended after an end that no store writes`(statement: String) async throws {
    let fixture = try StoreFixture()
    do { _ = try await SQLiteEventStore.open(fixture.path()).fill(20, shards: 1) }
    try fixture.run(statement)
    let store = try SQLiteEventStore.open(fixture.path())
    let error = await #expect(throws: EventStoreError.self) {
      try await store.append(AppendRequest([event("new")]))
    }
    #expect(error?.isDamage == true, "\(String(describing: error))")
  }

  @Test func `a partition that no stream has is damage`() async throws {
    let fixture = try StoreFixture()
    do {
      let store = try SQLiteEventStore.open(fixture.path())
      _ = try store.settle(architecture: "an architecture")
      let events = try await store.fill(20, shards: 1)
      try store.openStream(.eventID, .inStore).apply(events.map { streamEntry($0) }, horizon: .max)
    }
    try fixture.run("UPDATE stream_entry SET partition = \(Int64.max) WHERE row = 20")
    let stream = try SQLiteEventStore.open(fixture.path()).openStream(.eventID, .observed)
    let error = #expect(throws: EventStoreError.self) {
      try stream.page(after: StreamOrder.eventID.start, limit: 100, horizon: .max)
    }
    #expect(error?.isDamage == true, "\(String(describing: error))")
  }
}
