import EmbeddedStore
import EventSourcing
import Foundation
import GRDB
import Testing

/// Something that lies at a path, how it is made, and how it is refused.
struct Stranger: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var make: @Sendable (StoreFixture) async throws -> Void
  var isRefused: @Sendable (EventStoreError) -> Bool

  static let all: [Stranger] = [
    Stranger(testDescription: "a text") { fixture in
      try Data(repeating: 0x41, count: 5000).write(to: URL(fileURLWithPath: fixture.path()))
    } isRefused: {
      $0.isNotAStore
    },
    Stranger(testDescription: "a folder") { fixture in
      try FileManager.default.createDirectory(
        atPath: fixture.path(), withIntermediateDirectories: false)
    } isRefused: {
      $0.isNotAStore
    },
    Stranger(testDescription: "another program's file") { fixture in
      try fixture.run("CREATE TABLE t (x); PRAGMA user_version = 1")
    } isRefused: {
      $0.isNotAStore
    },
    Stranger(testDescription: "another program's file with its log") { fixture in
      let path = fixture.path()
      await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
        let other = try DatabaseQueue(path: path)
        try await other.writeWithoutTransaction {
          try $0.execute(sql: "PRAGMA journal_mode = WAL; CREATE TABLE t (x)")
        }
        kill(getpid(), SIGKILL)
      }
    } isRefused: {
      $0.isNotAStore
    },
    Stranger(testDescription: "a store of a newer program") { fixture in
      _ = try SQLiteEventStore.open(fixture.path())
      try fixture.run("PRAGMA user_version = 7")
    } isRefused: {
      if case .newerSchema(_, found: 7, supported: 2) = $0 { true } else { false }
    },
    Stranger(testDescription: "our mark on another program's tables") { fixture in
      try fixture.run(
        "CREATE TABLE t (x); PRAGMA user_version = 1; PRAGMA application_id = 0x43515253")
    } isRefused: {
      $0.isDamage
    },
    Stranger(testDescription: "a store with a trigger") { fixture in
      _ = try SQLiteEventStore.open(fixture.path())
      try fixture.run(
        "CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM aggregate; END")
    } isRefused: {
      $0.isDamage
    },
    Stranger(testDescription: "a store's first 70 bytes") { fixture in
      _ = try SQLiteEventStore.open(fixture.path())
      try fixture.cut(to: 70)
    } isRefused: {
      $0.isNotAStore
    },
    Stranger(testDescription: "a store's first page") { fixture in
      _ = try SQLiteEventStore.open(fixture.path())
      try fixture.cut(to: 4096)
    } isRefused: {
      $0.isDamage
    },
    Stranger(testDescription: "a store whose list of tables is overwritten") { fixture in
      _ = try SQLiteEventStore.open(fixture.path())
      try fixture.overwrite(at: 100, with: Data(repeating: 0xA5, count: 3900))
    } isRefused: {
      $0.isDamage
    },
  ]
}
