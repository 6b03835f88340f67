import EmbeddedStore
import EventSourcing
import Foundation
import Testing

/// What lies at a path and is no store that can be opened: refused, and left as it is.
@Suite(.serialized) struct StrangerTests {
  @Test(arguments: Stranger.all, [StoreOptions.Access.read, .write, .create])
  func `what is no store is refused, and nothing is changed or laid beside it`(
    stranger: Stranger, access: StoreOptions.Access
  ) async throws {
    let fixture = try StoreFixture()
    try await stranger.make(fixture)
    let before = try fixture.contents()
    let error = #expect(throws: EventStoreError.self) {
      try SQLiteEventStore.open(fixture.path(), options: StoreOptions(access: access))
    }
    #expect(try stranger.isRefused(#require(error)), "\(String(describing: error))")
    #expect(try fixture.contents() == before)
  }

  @Test(arguments: [StoreOptions.Access.read, .write])
  func `what is not there, or empty, is not found, and not made`(
    access: StoreOptions.Access
  ) throws {
    let fixture = try StoreFixture()
    try Data().write(to: URL(fileURLWithPath: fixture.path("empty")))
    for name in ["empty", "nothing", "no-folder/nothing"] {
      #expect(throws: EventStoreError.notFound(path: fixture.path(name))) {
        try SQLiteEventStore.open(fixture.path(name), options: StoreOptions(access: access))
      }
    }
    #expect(try fixture.contents() == ["empty": Data()])
  }

  @Test func `an empty file is a store still to be made, a folder that is not there is an error`()
    async throws
  {
    let fixture = try StoreFixture()
    try Data().write(to: URL(fileURLWithPath: fixture.path("empty")))
    let store = try SQLiteEventStore.open(fixture.path("empty"))
    _ = try await store.append(AppendRequest([event("a")]))
    #expect(try store.lastPosition() == 1)
    let error = #expect(throws: EventStoreError.self) {
      try SQLiteEventStore.open(fixture.path("no-folder/store.db"))
    }
    #expect(error?.isInputOutput == true, "\(String(describing: error))")
  }

  @Test func `a path means nothing but a path`() async throws {
    let fixture = try StoreFixture()
    let names = ["a?mode=ro", "a#b", "100%25", "file:x", "é\u{1F600}", " "]
    for name in names {
      let store = try SQLiteEventStore.open(fixture.path(name))
      _ = try await store.append(AppendRequest([event("a")]))
    }
    #expect(try Set(fixture.contents().keys) == Set(names))
  }

  @Test func `a symbolic link is the store that it leads to, with the log that lies there`()
    async throws
  {
    let fixture = try StoreFixture()
    try FileManager.default.createDirectory(
      atPath: fixture.path("links"), withIntermediateDirectories: false)
    let writer = try SQLiteEventStore.open(fixture.path())
    _ = try await writer.append(AppendRequest([event("a")]))
    try FileManager.default.createSymbolicLink(
      atPath: fixture.path("links/link.db"), withDestinationPath: "../store.db")
    let linked = try SQLiteEventStore.open(fixture.path("links/link.db"))
    #expect(linked.path == writer.path)
    #expect(try linked.lastPosition() == 1)
  }
}

extension EventStoreError {
  /// Whether it says that something is no store.
  var isNotAStore: Bool { if case .notAStore = self { true } else { false } }
  /// Whether it says that a store is damaged.
  var isDamage: Bool { if case .damaged = self { true } else { false } }
  /// Whether it says that there is no store.
  var isNotFound: Bool { if case .notFound = self { true } else { false } }
  /// Whether it says that the system could not do what was asked.
  var isInputOutput: Bool { if case .inputOutput = self { true } else { false } }
}
