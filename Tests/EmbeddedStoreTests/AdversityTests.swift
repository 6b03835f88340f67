import EmbeddedStore
import EventSourcing
import Foundation
import GRDB
import Testing

/// Locks held by others, full disks and killed processes.
@Suite(.serialized) struct AdversityTests {
  @Test func `a writer gives up on another after its time, and readers never wait`() async throws {
    let fixture = try StoreFixture()
    let options = StoreOptions(busySeconds: 1)
    let store = try SQLiteEventStore.open(fixture.path(), options: options)
    _ = try await store.fill(3, shards: 1)
    var unsafe = Configuration()
    unsafe.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: fixture.path(), configuration: unsafe)
    try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
    await #expect(throws: EventStoreError.busy(seconds: 1)) {
      try await store.append(AppendRequest([event("a")]))
    }
    let second = try SQLiteEventStore.open(fixture.path(), options: options)
    #expect(try second.lastPosition() == 3)
    #expect(try await store.events(after: store.start, limit: 10).count == 3)
    #expect(try store.verify().allSatisfy { $0.problem == nil })
    try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    _ = try await store.append(AppendRequest([event("a")]))
    #expect(try second.lastPosition() == 4)
  }

  @Test(arguments: [false, true])
  func `a file that was deleted or replaced takes nothing that would be lost`(
    isReplaced: Bool
  ) async throws {
    let fixture = try StoreFixture()
    let store = try SQLiteEventStore.open(fixture.path())
    _ = try await store.fill(3, shards: 1)
    try FileManager.default.moveItem(atPath: fixture.path(), toPath: fixture.path("away.db"))
    if isReplaced {
      try FileManager.default.copyItem(atPath: fixture.path("away.db"), toPath: fixture.path())
    }
    await #expect {
      try await store.append(AppendRequest([event("a")]))
    } throws: { error in
      "\(error)".contains("deleted or replaced")
    }
    #expect(try store.lastPosition() == 3)
    try? FileManager.default.removeItem(atPath: fixture.path())
    try FileManager.default.moveItem(atPath: fixture.path("away.db"), toPath: fixture.path())
    _ = try await store.append(AppendRequest([event("a")]))
    #expect(try store.lastPosition() == 4)
  }

  @Test func `what does not fit on the disk is refused, and what did is kept`() async throws {
    let fixture = try StoreFixture()
    let path = fixture.path()
    await #expect(processExitsWith: .success) { [path = path as String] in
      let store = try SQLiteEventStore.open(path)
      _ = try await store.fill(10, shards: 1)
      try limitFileSize(to: 1 << 20)
      let large = #"{"x":"\#(String(repeating: "x", count: 300_000))"}"#
      var stored: Int64 = 10
      var refusal: EventStoreError?
      while refusal == nil {
        do {
          _ = try await store.append(
            AppendRequest([event("large", metadata: large), event("small")]))
          stored += 2
        } catch let error as EventStoreError {
          refusal = error
        }
      }
      #expect(refusal?.isInputOutput == true, "\(String(describing: refusal))")
      #expect(try store.lastPosition() == stored)
      try limitFileSize(to: 1 << 40)
      let receipt = try await store.append(AppendRequest([event("large", metadata: large)]))
      #expect(receipt.entries.map(\.recorded.position) == [stored + 1])
      #expect(try store.verify().allSatisfy { $0.problem == nil })
    }
    let store = try SQLiteEventStore.open(path, options: StoreOptions(access: .read))
    #expect(try store.verify().allSatisfy { $0.problem == nil })
    #expect(try store.lastPosition() > 10)
  }

  @Test func `a disk that is full from the first byte leaves no half store`() async throws {
    let fixture = try StoreFixture()
    let path = fixture.path()
    await #expect(processExitsWith: .success) { [path = path as String] in
      var failures = 0
      for pages in 0..<64 {
        try limitFileSize(to: pages * 2048)
        do {
          let store = try SQLiteEventStore.open(path)
          _ = try await store.append(AppendRequest([event("a")]))
          break
        } catch let error as EventStoreError {
          #expect(error.isInputOutput, "\(pages) half pages: \(error)")
          failures += 1
        }
      }
      #expect(failures > 10)
    }
    let store = try SQLiteEventStore.open(path)
    #expect(try store.lastPosition() == 1)
    #expect(try store.verify().allSatisfy { $0.problem == nil })
  }

  @Test func `a store whose making lost its power is made anew`() async throws {
    let fixture = try StoreFixture()
    // The pages of the first transaction but for the first, and a journal that takes them back to nothing.
    let half = Data(count: 4_096) + Data(repeating: 0x2a, count: 8_192)
    try half.write(to: URL(fileURLWithPath: fixture.path()))
    #expect(throws: EventStoreError.notAStore(path: fixture.path(), reason: "it is no SQLite file"))
    {
      try SQLiteEventStore.open(fixture.path())
    }
    let journal: [UInt8] =
      [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7] + [0, 0, 0, 0, 1, 2, 3, 4]
      + [0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 16, 0]
    try (Data(journal) + Data(count: 512 - journal.count))
      .write(to: URL(fileURLWithPath: fixture.path("store.db-journal")))
    #expect(throws: EventStoreError.self) {
      try SQLiteEventStore.open(fixture.path(), options: StoreOptions(access: .read))
    }
    let store = try SQLiteEventStore.open(fixture.path())
    _ = try await store.append(AppendRequest([event("a")]))
    #expect(try store.verify().allSatisfy { $0.problem == nil })
  }

  @Test(arguments: 1...5)
  func `a writer that is killed has lost nothing it was told is stored`(round: Int) async throws {
    let fixture = try StoreFixture()
    let path = fixture.path()
    let seed = UInt64.random(in: 0 ... .max)
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, seed = seed as UInt64] in
      let store = try SQLiteEventStore.open(path)
      let told = open(path + ".told", O_WRONLY | O_CREAT | O_APPEND, 0o600)
      let last = 1 + Int64(seed % 200)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<8 {
          group.addTask {
            while true {
              let receipt = try await store.append(
                AppendRequest([event("shared"), event("own\(writer)")]))
              for entry in receipt.entries {
                var position = entry.recorded.position
                write(told, &position, 8)
                if position == last { kill(getpid(), SIGKILL) }
              }
            }
          }
        }
        try await group.waitForAll()
      }
    }
    let store = try SQLiteEventStore.open(path)
    let told = try Data(contentsOf: URL(fileURLWithPath: path + ".told"))
    let positions = told.withUnsafeBytes { Array($0.bindMemory(to: Int64.self)) }
    #expect(positions.count > Int(seed % 200) / 2, "seed \(seed)")
    let last = try store.lastPosition()
    #expect(positions.allSatisfy { (1...last).contains($0) }, "seed \(seed)")
    #expect(last % 2 == 0, "half a request is there, seed \(seed)")
    #expect(try store.verify().allSatisfy { $0.problem == nil }, "seed \(seed)")
  }
}

/// Lets no file of this process grow beyond a size: the disk is full.
func limitFileSize(to bytes: Int) throws {
  signal(SIGXFSZ, SIG_IGN)
  let resource = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
  var limit = rlimit()
  try #require(getrlimit(resource, &limit) == 0)
  limit.rlim_cur = min(rlim_t(bytes), limit.rlim_max)
  try #require(setrlimit(resource, &limit) == 0)
}
