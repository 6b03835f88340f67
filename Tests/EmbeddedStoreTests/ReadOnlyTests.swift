import EmbeddedStore
import EventSourcing
import Foundation
import Testing

/// Stores that this user may only read.
///
/// The superuser may write everything, so the reading is done by another user, in a process of its own.
@Suite(.serialized, .enabled(if: geteuid() == 0, "only the superuser can become another user"))
struct ReadOnlyTests {
  /// What lies beside the store's file when the other user comes.
  enum Beside: String, CaseIterable, Codable, Sendable {
    case nothing, liveLog, logOfKilledWriter, logAlone
  }

  /// Lets a writer leave 50 events behind, the last 20 of them in the log.
  private func makeStore(_ fixture: StoreFixture, _ beside: Beside) async throws
    -> SQLiteEventStore?
  {
    let path = fixture.path()
    if beside == .nothing || beside == .liveLog {
      let store = try SQLiteEventStore.open(path)
      _ = try await store.fill(50, shards: 1)
      return beside == .liveLog ? store : nil
    }
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
      let store = try SQLiteEventStore.open(path)
      _ = try await store.fill(50, shards: 1)
      kill(getpid(), SIGKILL)
    }
    if beside == .logAlone { try FileManager.default.removeItem(atPath: path + "-shm") }
    return nil
  }

  /// Whose rights the other user lacks.
  enum Rights: String, CaseIterable, Codable, Sendable {
    case readOnlyFolder, readOnlyFile, readOnlyFolderAndFile, readOnlyLog
  }

  private func set(_ rights: Rights, of fixture: StoreFixture) throws {
    let folder = rights == .readOnlyFolder || rights == .readOnlyFolderAndFile ? 0o755 : 0o777
    let file = rights == .readOnlyFolder || rights == .readOnlyLog ? 0o666 : 0o644
    try FileManager.default.setAttributes(
      [.posixPermissions: folder], ofItemAtPath: fixture.folder.path)
    try FileManager.default.setAttributes([.posixPermissions: file], ofItemAtPath: fixture.path())
  }

  @Test(arguments: Beside.allCases, Rights.allCases)
  func `all events are read, nothing can be written, and nothing is left beside it`(
    beside: Beside, rights: Rights
  ) async throws {
    guard beside != .nothing || rights != .readOnlyLog else { return }
    let fixture = try StoreFixture()
    let writer = try await makeStore(fixture, beside)
    try set(rights, of: fixture)
    let before = try fixture.contents()
    let path = fixture.path()
    await #expect(processExitsWith: .success) { [path = path as String] in
      try #require(setuid(65534) == 0)
      let store = try SQLiteEventStore.open(path, options: StoreOptions(access: .read))
      let page = try await store.events(after: store.start, limit: 100)
      #expect(page.map(\.position) == Array(1...50))
      #expect(try store.verify().allSatisfy { $0.problem == nil })
      await #expect(throws: EventStoreError.readOnly(path: path)) {
        try await store.append(AppendRequest([event("a")]))
      }
    }
    await #expect(processExitsWith: .success) { [path = path as String] in
      try #require(setuid(65534) == 0)
      for access in [StoreOptions.Access.write, .create] {
        await #expect(throws: EventStoreError.readOnly(path: path)) {
          let store = try SQLiteEventStore.open(path, options: StoreOptions(access: access))
          _ = try await store.append(AppendRequest([event("a")]))
        }
      }
    }
    let after = try fixture.contents()
    #expect(after.keys.sorted() == before.keys.sorted())
    #expect(after["store.db"] == before["store.db"])
    let again = try SQLiteEventStore.open(path)
    #expect(try again.lastPosition() == 50)
    _ = try await (writer ?? again).append(AppendRequest([event("a")]))
  }

  @Test func `a store that may not be read at all is an error of reading`() async throws {
    let fixture = try StoreFixture()
    _ = try SQLiteEventStore.open(fixture.path())
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: fixture.path())
    let path = fixture.path()
    await #expect(processExitsWith: .success) { [path = path as String] in
      try #require(setuid(65534) == 0)
      for access in [StoreOptions.Access.read, .write, .create] {
        let error = #expect(throws: EventStoreError.self) {
          try SQLiteEventStore.open(path, options: StoreOptions(access: access))
        }
        #expect(error?.isInputOutput == true)
      }
    }
  }
}
