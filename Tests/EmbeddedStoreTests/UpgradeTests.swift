import EmbeddedStore
import EventSourcing
import Foundation
import Testing
import VirtualTime

/// Files of version 1 of the schema: who opens one to write brings it up to date, all or nothing.
@Suite(.serialized) struct UpgradeTests {
  @Test func `who writes brings version 1 up to date, every byte of its events kept, and once`()
    async throws
  {
    let fixture = try StoreFixture()
    try fixture.makeVersionOne()
    let before = try fixture.common()
    let store = try SQLiteEventStore.open(fixture.path(), options: StoreOptions(access: .write))
    #expect(try store.verify().allSatisfy { $0.problem == nil })
    #expect(try store.architecture() == "dynamodb-ksuid")
    store.close()
    #expect(try fixture.common() == before)
    #expect(try fixture.version() == 2)
    let upgraded = try fixture.contents()
    try SQLiteEventStore.open(fixture.path()).close()
    #expect(try fixture.contents() == upgraded)
    let receipt = try await SQLiteEventStore.open(fixture.path())
      .append(AppendRequest([event("a1")]))
    #expect(receipt.entries.map(\.recorded.position) == [9])
    #expect(receipt.entries.map(\.recorded.event.aggregateVersion) == [5])
  }

  @Test func `the index that version 1 kept goes on where it was`() throws {
    let fixture = try StoreFixture()
    try fixture.makeVersionOne()
    let store = try SQLiteEventStore.open(fixture.path())
    let stream = try store.openStream(.eventID, .inStore)
    let events = Array(try store.page(afterPosition: 0, limit: 10))
    let shown = try stream.rows(after: 0, limit: 10)
    #expect(shown.map(\.position) == [1, 3, 2, 5, 8])
    #expect(shown.map(\.isBehindCheckpoint) == [false, false, true, false, false])
    #expect(shown.allSatisfy { $0.key.eventID == events[Int($0.position) - 1].event.eventID })
    #expect(
      shown.map(\.visibleAt)
        == (1...5).map { Instant(microseconds: 1_700_000_009_000_000 + $0 * 1000) })
    // A cursor of then goes on: past all of shard 1, and past position 3 in shard 2.
    let cursor = try #require(
      Cursor("s1-\(events[4].event.eventID).2-\(events[2].event.eventID)"))
    let rest = try stream.pages(after: cursor, limit: 10).pages.joined()
    #expect(rest.map(\.position) == [2, 8])

    let pending = try stream.pending(after: 0, limit: 10)
    #expect(pending.map(\.position) == [4, 6, 7])
    try stream.apply(
      pending.map { streamEntry($0, visibleAt: Instant(microseconds: 1_700_000_010_000_000)) },
      horizon: .max)
    #expect(try stream.rows(after: 0, limit: 10).map(\.position) == [1, 3, 2, 5, 8, 4, 6, 7])
    #expect(try stream.pending(after: 0, limit: 10).isEmpty)
    let byID = events.sorted { $0.event.eventID < $1.event.eventID }
    #expect(try stream.pages(limit: 3).pages.joined().map(\.position) == byID.map(\.position))
    #expect(try store.verify().allSatisfy { $0.problem == nil })
  }

  @Test func `where version 1 kept no index any architecture's stream can be`() throws {
    let fixture = try StoreFixture()
    try fixture.makeVersionOne(keepsIndex: false)
    let store = try SQLiteEventStore.open(fixture.path())
    #expect(try store.architecture() == nil)
    let stream = try store.openStream(.number, .inStore)
    #expect(try stream.pending(after: 0, limit: 10).map(\.position) == Array(1...8))
    #expect(try store.verify().allSatisfy { $0.problem == nil })
  }

  @Test func `who only reads reads version 1 as it is, by position, and changes nothing`()
    async throws
  {
    let fixture = try StoreFixture()
    try fixture.makeVersionOne()
    let before = try fixture.contents()
    let options = StoreOptions(access: .read)
    for isUpgradedMeanwhile in [false, true] {
      let store = try SQLiteEventStore.open(fixture.path(), options: options)
      #expect(try store.lastPosition() == 8)
      if isUpgradedMeanwhile { try SQLiteEventStore.open(fixture.path()).close() }
      let page = try await store.events(after: store.start, limit: 10)
      #expect(page.map(\.position) == Array(1...8))
      #expect(try store.verify().allSatisfy { $0.problem == nil })
      #expect(try store.openStream(.eventID, .overlay).lastRow() == 8)
      #expect(try store.architecture() == (isUpgradedMeanwhile ? "dynamodb-ksuid" : nil))
      store.close()
      #expect(try (fixture.contents() == before) == !isUpgradedMeanwhile)
    }
  }

  @Test(arguments: [(1, 25), (3, 2)])
  func `handles and processes that open version 1 at once all write and read`(
    processes: Int, rounds: Int
  ) async throws {
    for _ in 0..<rounds {
      let fixture = try StoreFixture()
      try fixture.makeVersionOne()
      let path = fixture.path()
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await openAtOnce(path) }
        for _ in 1..<processes {
          group.addTask {
            await #expect(processExitsWith: .success) { [path = path as String] in
              await #expect(throws: Never.self) { try await openAtOnce(path) }
            }
          }
        }
        try await group.waitForAll()
      }
      let store = try SQLiteEventStore.open(path)
      #expect(try store.totals() == (8 + Int64(processes) * 4, 4))
      #expect(try store.openStream(.eventID, .inStore).lastRow() == 5)
      #expect(try store.verify().allSatisfy { $0.problem == nil })
    }
  }

  @Test func `an upgrade that fails in its middle leaves version 1, and is made up for`() throws {
    let fixture = try StoreFixture()
    try fixture.makeVersionOne()
    // The upgrade writes this fact itself: by then it has made and filled its tables.
    try fixture.run("INSERT INTO fact VALUES ('order', 'number')")
    let before = try fixture.contents()
    let error = #expect(throws: EventStoreError.self) { try SQLiteEventStore.open(fixture.path()) }
    #expect(error?.isDamage == true)
    #expect(try fixture.contents() == before)
    try fixture.run("DELETE FROM fact")
    let store = try SQLiteEventStore.open(fixture.path())
    #expect(try store.openStream(.eventID, .inStore).lastRow() == 5)
  }

  @Test func `a disk that gets full at any page of an upgrade leaves version 1`() async throws {
    let fixture = try StoreFixture()
    try fixture.makeVersionOne()
    let (path, events) = (fixture.path(), try fixture.common())
    await #expect(processExitsWith: .success) { [path = path as String] in
      var failures = 0
      for pages in 0..<64 {
        try limitFileSize(to: pages * 2048)
        do {
          try SQLiteEventStore.open(path).close()
          break
        } catch let error as EventStoreError {
          #expect(error.isInputOutput, "\(pages) half pages: \(error)")
          failures += 1
        }
        try limitFileSize(to: 1 << 40)
        let reader = try SQLiteEventStore.open(path, options: StoreOptions(access: .read))
        #expect(try reader.lastPosition() == 8)
      }
      #expect(failures > 20)
    }
    #expect(try fixture.common() == events)
    #expect(try fixture.version() == 2)
  }
}

/// Opens so many handles of one file at once, readers among them; each does what it is for.
private func openAtOnce(_ path: String) async throws {
  try await withThrowingTaskGroup(of: Void.self) { group in
    for handle in 0..<8 {
      group.addTask {
        guard handle.isMultiple(of: 2) else {
          let reader = try SQLiteEventStore.open(path, options: StoreOptions(access: .read))
          #expect(try reader.page(afterPosition: 0, limit: 8).count == 8)
          return
        }
        let store = try SQLiteEventStore.open(path, options: StoreOptions(durability: .off))
        _ = try await store.append(AppendRequest([event("one")]))
      }
    }
    try await group.waitForAll()
  }
}
