import CYardstick
import EmbeddedStore
import Foundation

/// The program's import, export and append, each a process, beside C's.
struct FileComparison {
  /// How often each is measured, turn by turn.
  let slices: Int

  /// What both have for an import: a page cache in KiB, a log in pages, and events a commit.
  private static let (cache, log, commit) = (256 << 10, 16_384, 10_000)

  /// Measures the import of as many events.
  func importing(_ events: Int, _ table: inout RatioTable) async throws {
    let folder = try WorkFolder()
    defer { folder.remove() }
    try Program.run(
      "sample", "--events", "\(events)", "--accounts", "\(events / 10)",
      to: folder.path("events.jsonl"))
    for _ in 0..<slices {
      let (own, other) = (folder.path("own.db"), folder.path("yardstick.db"))
      try SQLiteEventStore.open(other).close()
      try await table.measure(
        "import of \(events) JSON lines", operations: events,
        yardstick: {
          guard let yardstick = yardstick_open(other, 2, Int64(events / 10)) else { return false }
          defer { yardstick_close(yardstick) }
          return yardstick_prepare_import(yardstick, Int32(Self.cache), Int32(Self.log)) == 0
            && yardstick_append(yardstick, Int64(events / Self.commit), Int32(Self.commit)) == 0
        },
        library: { try Program.run("import", own, folder.path("events.jsonl")) })
      folder.removeStores()
    }
  }

  /// Measures the export of a store.
  func exporting(_ path: String, events: Int, _ table: inout RatioTable) async throws {
    guard let yardstick = yardstick_open(path, 2, 1) else { throw YardstickFailed() }
    defer { yardstick_close(yardstick) }
    for _ in 0..<slices {
      try await table.measure(
        "export as JSON lines", operations: events,
        yardstick: { yardstick_export(yardstick, "/dev/null") == 0 },
        library: { try Program.run("export", path) })
    }
  }

  /// Measures an append by a process of its own.
  func appending(_ table: inout RatioTable) async throws {
    let folder = try WorkFolder()
    defer { folder.remove() }
    let (own, other) = (folder.path("own.db"), folder.path("yardstick.db"))
    try SQLiteEventStore.open(other).close()
    try SQLiteEventStore.open(own).close()
    var position: Int64 = 0
    for _ in 0..<slices {
      let each: Int64 = 10
      try await table.measure(
        "a process: open, append one event, close", operations: Int(each),
        yardstick: {
          (1...each).allSatisfy { yardstick_append_in_process(other, position + $0) != 0 }
        },
        library: {
          for _ in 0..<each {
            try Program.run(
              "append", own, "account-0", "MONEY_DEPOSITED", "--metadata",
              #"{"amount":100}"#)
          }
        })
      position += each
    }
  }
}
