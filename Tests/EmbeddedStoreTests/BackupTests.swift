import EmbeddedStore
import EventSourcing
import Foundation
import Testing

/// Copies of a store, the store written anew, and what is counted of it.
@Suite(.serialized) struct BackupTests {
  private struct Enough: Error {}

  @Test func `a copy taken while others write is the store as it was at one moment`() async throws {
    let fixture = try StoreFixture()
    let store = try SQLiteEventStore.open(fixture.path())
    let before = try await store.fill(100, shards: 1)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          while !Task.isCancelled {
            let pair = try (0..<2).map { _ in try event("w\(writer)") }
            _ = try await store.append(AppendRequest(pair))
          }
        }
      }
      for round in 0..<5 {
        let path = fixture.path("copy-\(round)")
        let started = try store.lastPosition()
        let count = try store.backup(to: path)
        let ended = try store.lastPosition()
        #expect((started...ended).contains(count))
        let copy = try SQLiteEventStore.open(path, options: StoreOptions(access: .read))
        #expect(try copy.verify().allSatisfy { $0.problem == nil })
        let events = Array(try copy.page(afterPosition: 0, limit: .max))
        #expect(events.count == Int(count) && events.starts(with: before))
        #expect(events == Array(try store.page(afterPosition: 0, limit: Int(count))))
        for writer in 0..<4 {
          let aggregate = try AggregateID("w\(writer)")
          #expect(events.count { $0.event.aggregateID == aggregate }.isMultiple(of: 2))
        }
      }
      group.cancelAll()
    }
  }

  @Test func `a copy is a store of its own, with the stream, and can be written`() async throws {
    let fixture = try StoreFixture()
    let store = try SQLiteEventStore.open(fixture.path())
    _ = try store.settle(architecture: "an architecture")
    let events = try await store.fill(30, shards: 2)
    try store.openStream(.eventID, .inStore).apply(
      events.prefix(20).map { streamEntry($0) }, horizon: .max)
    try store.backup(to: fixture.path("copy"))
    let copy = try SQLiteEventStore.open(fixture.path("copy"))
    #expect(try copy.architecture() == "an architecture")
    #expect(try copy.openStream(.eventID, .observed).lastRow() == 20)
    #expect(try await copy.fill(1, shards: 1).map(\.position) == [31])
    #expect(try store.lastPosition() == 30)
  }

  @Test func `a file that holds something is not written over`() async throws {
    let fixture = try StoreFixture()
    let store = try SQLiteEventStore.open(fixture.path())
    _ = try await store.fill(3, shards: 1)
    try Data("mine".utf8).write(to: URL(fileURLWithPath: fixture.path("taken")))
    #expect(throws: EventStoreError.self) { try store.backup(to: fixture.path("taken")) }
    #expect(try fixture.contents()["taken"] == Data("mine".utf8))
  }

  @Test func `what ends a copying leaves no half of it`() async throws {
    let fixture = try StoreFixture()
    let store = try SQLiteEventStore.open(fixture.path())
    let big = String(repeating: "x", count: 300_000)
    for number in 0..<20 {
      let metadata = #"{"text":"\#(big)"}"#
      _ = try await store.append(AppendRequest([event("a\(number)", metadata: metadata)]))
    }
    #expect(throws: (any Error).self) {
      try store.backup(to: fixture.path("copy")) { done, total in
        #expect(done < total)
        throw Enough()
      }
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path)
    #expect(!names.contains { $0.hasPrefix("copy") }, "\(names)")
  }

  @Test func `a store written anew is smaller, and the same`() async throws {
    let fixture = try StoreFixture()
    let store = try SQLiteEventStore.open(fixture.path())
    for round in 0..<40 {
      let events = try (0..<50).map { try event("account-\(($0 * 7919 + round * 104_729) % 997)") }
      _ = try await store.append(AppendRequest(events))
    }
    let events = Array(try store.page(afterPosition: 0, limit: .max))
    let (before, after) = try store.compact()
    #expect(after < before)
    #expect(try store.statistics().fileBytes == after)
    #expect(try store.verify().allSatisfy { $0.problem == nil })
    #expect(Array(try store.page(afterPosition: 0, limit: .max)) == events)
    #expect(try await store.fill(1, shards: 1).map(\.position) == [2_001])
    let reader = try SQLiteEventStore.open(fixture.path(), options: StoreOptions(access: .read))
    let error = #expect(throws: EventStoreError.self) { try reader.compact() }
    guard case .readOnly = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `what a store holds is counted`() async throws {
    let fixture = try StoreFixture()
    let store = try SQLiteEventStore.open(fixture.path())
    var statistics = try store.statistics()
    #expect(statistics.events == 0 && statistics.firstCommittedAt == nil)
    #expect(statistics.stream == nil && statistics.schemaVersion == 2)
    let events = try await store.fill(30, shards: 2)
    _ = try store.settle(architecture: "an architecture")
    try store.openStream(.eventID, .inStore).apply(
      events.prefix(20).map { streamEntry($0) }, horizon: .max)
    statistics = try store.statistics()
    #expect(statistics.events == 30 && statistics.aggregates == 5)
    #expect(statistics.firstCommittedAt == events.first?.committedAt)
    #expect(statistics.lastCommittedAt == events.last?.committedAt)
    #expect(statistics.stream?.architecture == "an architecture" && statistics.stream?.rows == 20)
    #expect(statistics.logBytes > 0 && statistics.fileBytes > 0)
  }
}
