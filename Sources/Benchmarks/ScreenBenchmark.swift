import EmbeddedStore
import EventSourcing
import Foundation
import VirtualTime

/// What the explorer takes on a large store, measured on a terminal of its own.
struct ScreenBenchmark {
  /// How many events the store has.
  let events: Int

  /// How often each figure is measured; the median is printed.
  private let rounds = 11

  func run() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("cqrs-benchmark-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("store.db").path
    let seconds = try await fill(path)
    print(
      "\(events) events in \(events / 10) aggregates, appended in \(Figures.rounded(seconds)) s")
    try measureScreens(path)
  }

  /// Makes the store: 1,000 events an append, without flushes.
  /// - Returns: The seconds it took.
  private func fill(_ path: String) async throws -> Double {
    let start = Date()
    let store = try SQLiteEventStore.open(path, options: StoreOptions(durability: .off))
    var random = SeededRandom(seed: 1)
    let type = try EventType("MONEY_DEPOSITED")
    for first in stride(from: 0, to: events, by: 1_000) {
      let batch = try (first..<min(first + 1_000, events)).map { number in
        NewEvent(
          aggregateID: try AggregateID("account-\(random.below(UInt64(events / 10)))"),
          eventType: type, metadata: try Metadata(#"{"amount":\#(number % 50_000 + 1)}"#))
      }
      _ = try await store.append(AppendRequest(batch))
    }
    return Date().timeIntervalSince(start)
  }

  private func measureScreens(_ path: String) throws {
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).standardizedFileURL
      .deletingLastPathComponent().appendingPathComponent("cqrs").path
    var yardstick: [Double] = []
    var first: [Double] = []
    var toStart: [Double] = []
    var toEnd: [Double] = []
    for _ in 0..<rounds {
      // What a process on a terminal costs at all: a shell that says one word.
      let shell = try PseudoTerminal(
        ["/bin/sh", "-c", "echo ready; read end"], columns: 120, rows: 40)
      yardstick.append(shell.read(quiet: 50, limit: 5_000).lastMilliseconds ?? .infinity)
      let explorer = try PseudoTerminal([program, "explore", path], columns: 120, rows: 40)
      first.append(explorer.read(quiet: 200, limit: 5_000).lastMilliseconds ?? .infinity)
      explorer.send("g")
      toStart.append(explorer.read(quiet: 200, limit: 5_000).lastMilliseconds ?? .infinity)
      explorer.send("G")
      toEnd.append(explorer.read(quiet: 200, limit: 5_000).lastMilliseconds ?? .infinity)
      explorer.send("q")
      _ = explorer.read(quiet: 200, limit: 1_000)
    }
    let figures = Figures(yardstick: yardstick)
    figures.printHead("on a terminal of 120x40", unit: "ms")
    figures.printRow("a shell that says a word (yardstick)", yardstick)
    figures.printRow("first full screen", first)
    figures.printRow("g: to the first event", toStart)
    figures.printRow("G: to the last event", toEnd)
  }
}
