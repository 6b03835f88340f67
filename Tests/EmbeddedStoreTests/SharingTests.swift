import EmbeddedStore
import EventSourcing
import Foundation
import Testing

/// One file, several handles and processes.
@Suite(.serialized) struct SharingTests {
  @Test func `a store that is closed leaves no log, and says so when it is asked`() async throws {
    let fixture = try StoreFixture()
    let store = try SQLiteEventStore.open(fixture.path())
    _ = try await store.fill(3, shards: 1)
    store.close()
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path) == ["store.db"])
    #expect(throws: EventStoreError.self) { try store.lastPosition() }
    await #expect(throws: EventStoreError.self) {
      try await store.append(AppendRequest([event("a")]))
    }
    #expect(try SQLiteEventStore.open(fixture.path()).lastPosition() == 3)
  }

  @Test func `what was asked for before a store is closed is stored`() async throws {
    for _ in 0..<30 {
      let fixture = try StoreFixture()
      let store = try SQLiteEventStore.open(fixture.path())
      let request = AppendRequest([try event("a")])
      // Others commit on threads of their own meanwhile.
      let others = Task {
        await withTaskGroup(of: Void.self) { group in
          for _ in 0..<4 {
            group.addTask { while (try? await store.append(request)) != nil {} }
          }
        }
      }
      _ = try store.waitForCommit(after: 5, timeoutMicroseconds: 60_000_000)
      let isStored = await withCheckedContinuation { continuation in
        store.append([request]) { answers in
          continuation.resume(returning: (try? answers[0].get()) != nil)
        }
        store.close()
      }
      #expect(isStored)
      await others.value
      let left = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path)
      #expect(left == ["store.db"])
    }
  }

  @Test func `a store that its own answer lets go of is closed`() async throws {
    let fixture = try StoreFixture()
    let path = fixture.path()
    await #expect(processExitsWith: .success) { [path = path as String] in
      let kept = Kept(try SQLiteEventStore.open(path))
      let request = AppendRequest([try event("a")])
      let returned = DispatchSemaphore(value: 0)
      await withCheckedContinuation { continuation in
        kept.store?.append([request]) { _ in
          returned.wait()
          kept.store = nil
          continuation.resume()
        }
        returned.signal()
      }
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path) == ["store.db"])
    #expect(try SQLiteEventStore.open(path).lastPosition() == 1)
  }

  @Test func `a store that is closed leaves no descriptor open`() async throws {
    // In a process of its own: while any store is being opened, those of all are kept.
    await #expect(processExitsWith: .success) {
      let fixture = try StoreFixture()
      for access in [StoreOptions.Access.create, .write, .read] {
        let options = StoreOptions(access: access)
        let store = try SQLiteEventStore.open(fixture.path(), options: options)
        _ = try SQLiteEventStore.open(fixture.path(), options: options)
        store.close()
      }
      let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").filter {
        let place = try? FileManager.default.destinationOfSymbolicLink(
          atPath: "/proc/self/fd/\($0)")
        return place?.hasPrefix(fixture.folder.path) ?? false
      }
      #expect(open.isEmpty)
    }
  }

  @Test func `several handles that make one store at once all store in it`() async throws {
    for _ in 0..<5 {
      let fixture = try StoreFixture()
      try await appendAtOnce(to: fixture.path(), handles: 8, each: 5)
      let store = try SQLiteEventStore.open(fixture.path())
      #expect(try store.totals() == (40, 1))
      #expect(try store.verify().allSatisfy { $0.problem == nil })
    }
  }

  @Test func `several processes that make one store at once all store in it`() async throws {
    let fixture = try StoreFixture()
    let path = fixture.path()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          await #expect(processExitsWith: .success) { [path = path as String] in
            try await appendAtOnce(to: path, handles: 4, each: 25)
          }
        }
      }
    }
    let store = try SQLiteEventStore.open(path)
    #expect(try store.totals() == (400, 1))
    let versions = try await store.events(of: try AggregateID("one"), from: 1, limit: 1000)
      .map(\.event.aggregateVersion)
    #expect(versions == Array(1...400))
    #expect(try store.verify().allSatisfy { $0.problem == nil })
  }

  @Test func `a commit of another handle is noticed by one that waits`() async throws {
    let fixture = try StoreFixture()
    let writer = try SQLiteEventStore.open(fixture.path())
    let reader = try SQLiteEventStore.open(
      fixture.path(), options: StoreOptions(access: .read))
    for position in 1...20 as ClosedRange<Int64> {
      async let noticed = reader.waitForCommit(
        after: position - 1, timeoutMicroseconds: 60_000_000)
      _ = try await writer.append(AppendRequest([event("a")]))
      #expect(try await noticed == position)
    }
    #expect(try reader.waitForCommit(after: 20, timeoutMicroseconds: 1000) == 20)
  }
}

/// Opens so many handles of one file at once, and appends through each.
private func appendAtOnce(to path: String, handles: Int, each: Int) async throws {
  try await withThrowingTaskGroup(of: Void.self) { group in
    for _ in 0..<handles {
      group.addTask {
        let store = try SQLiteEventStore.open(path)
        for _ in 0..<each { _ = try await store.append(AppendRequest([event("one")])) }
      }
    }
    try await group.waitForAll()
  }
}

/// Keeps a store until it is told not to; one thread after another.
private final class Kept: @unchecked Sendable {
  var store: SQLiteEventStore?

  init(_ store: SQLiteEventStore) {
    self.store = store
  }
}
