import CYardstick
import EmbeddedStore
import EventSourcing
import Foundation

/// What the embedded store takes, beside a small C program on SQLite's API that does the same work with the
/// same tables and the same durability, turn by turn.
struct StoreBenchmark {
  /// How many events the store has that is read from.
  let events: Int
  /// How many accounts they are spread over.
  let accounts: Int
  /// Where that store is kept; nil: it is made for this run.
  let path: String?
  /// How often each is measured, turn by turn.
  let slices: Int

  private static let writers = 16

  func run() async throws {
    var table = RatioTable()
    try await append(&table, "append, 1 writer, 1 a call, durable", calls: 100, each: 1, .full)
    try await append(&table, "the same, synchronous=OFF", calls: 4_000, each: 1, .off)
    try await appendTogether(&table)
    try await append(&table, "append, 100 events a call, durable", calls: 50, each: 100, .full)
    try await read(&table)
    table.printRows()
  }

  // MARK: Appending

  private func append(
    _ table: inout RatioTable, _ name: String, calls: Int, each: Int,
    _ durability: StoreOptions.Durability
  ) async throws {
    let pair = try StorePair(accounts: 10_000, durability)
    defer { pair.remove() }
    for _ in 0..<slices {
      let requests = try (0..<calls).map { _ in try pair.request(events: each) }
      try await table.measure(
        name, operations: calls * each,
        yardstick: { yardstick_append(pair.yardstick, Int64(calls), Int32(each)) == 0 },
        library: {
          for request in requests { _ = try await pair.store.append(request) }
        })
    }
  }

  private func appendTogether(_ table: inout RatioTable) async throws {
    let each = 40
    let pair = try StorePair(accounts: 10_000, .full)
    defer { pair.remove() }
    let store = pair.store
    for _ in 0..<slices {
      let requests = try (0..<Self.writers).map { _ in
        try (0..<each).map { _ in try pair.request(events: 1) }
      }
      try await table.measure(
        "append, \(Self.writers) writers, 1 a call, durable", operations: Self.writers * each,
        yardstick: {
          yardstick_append_together(pair.yardstick, Int32(Self.writers), Int64(each)) == 0
        },
        library: {
          try await withThrowingTaskGroup(of: Void.self) { group in
            for own in requests {
              group.addTask {
                for request in own { _ = try await store.append(request) }
              }
            }
            try await group.waitForAll()
          }
        })
    }
  }

  // MARK: Reading

  private func read(_ table: inout RatioTable) async throws {
    let filled = try await FilledStore(path: path, events: events, accounts: accounts)
    defer { filled.remove() }
    let store = try SQLiteEventStore.open(filled.path, options: StoreOptions(access: .read))
    guard let yardstick = yardstick_open(filled.path, 2, 1) else { throw YardstickFailed() }
    defer { yardstick_close(yardstick) }
    let (pages, limit) = (50, 1_000)
    let last = events - pages * limit
    let busiest = try store.aggregates(
      AggregateQuery(order: .version, descending: true, limit: 200))
    for slice in 0..<slices {
      let anywhere = last * (slice * 37 % 100) / 100
      let places = [("at the beginning", 0), ("at the end", last), ("anywhere", anywhere)]
      for (name, first) in places {
        try await readPages(&table, name + ", in place", from: first) { page in Int64(page.count) }
      }
      try await readPages(&table, "anywhere, as events", from: anywhere) { page in
        page.reduce(0) { $0 &+ $1.event.aggregateVersion }
      }
      try await table.measure(
        "the \(busiest.count) busiest aggregates' events",
        operations: busiest.reduce(0) { $0 + Int($1.version) },
        yardstick: {
          busiest.allSatisfy {
            yardstick_read_aggregate(yardstick, $0.aggregateID.description) > 0
          }
        },
        library: {
          for summary in busiest {
            _ = try store.page(of: summary.aggregateID, from: 1, limit: .max)
          }
        })
    }

    /// Reads pages one after another, and looks at each.
    func readPages(
      _ table: inout RatioTable, _ name: String, from first: Int, _ look: (EventPage) -> Int64
    ) async throws {
      let starts = (0..<pages).map { Int64(first + $0 * limit) }
      try await table.measure(
        "pages of 1,000 \(name)", operations: pages * limit,
        yardstick: {
          starts.allSatisfy { yardstick_read(yardstick, $0, Int64(limit)) > 0 }
        },
        library: {
          let seen = try starts.reduce(into: Int64(0)) { seen, start in
            seen &+= look(try store.page(afterPosition: start, limit: limit))
          }
          guard seen != 0 else { throw YardstickFailed() }
        })
    }
  }
}

/// The yardstick failed: nothing can be compared.
struct YardstickFailed: Error {}

/// A store of the library's, and one that the yardstick fills.
private struct StorePair {
  let store: SQLiteEventStore
  let yardstick: OpaquePointer
  private let folder: URL
  private let accounts: Int

  init(accounts: Int, _ durability: StoreOptions.Durability) throws {
    self.accounts = accounts
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("cqrs-benchmark-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let other = folder.appendingPathComponent("yardstick.db").path
    try SQLiteEventStore.open(other).close()
    store = try SQLiteEventStore.open(
      folder.appendingPathComponent("store.db").path, options: StoreOptions(durability: durability))
    let level: Int32 = durability == .full ? 2 : 0
    guard let opened = yardstick_open(other, level, Int64(accounts)) else {
      throw YardstickFailed()
    }
    yardstick = opened
  }

  func request(events: Int) throws -> AppendRequest {
    AppendRequest(
      try (0..<events).map { _ in
        NewEvent(
          aggregateID: try AggregateID("account-\(Int.random(in: 0..<accounts))"),
          eventType: try EventType("MONEY_DEPOSITED"),
          metadata: try Metadata(#"{"amount":\#(Int.random(in: 0..<50_000))}"#))
      })
  }

  func remove() {
    store.close()
    yardstick_close(yardstick)
    try? FileManager.default.removeItem(at: folder)
  }
}
