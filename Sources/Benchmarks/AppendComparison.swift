import CYardstick
import EmbeddedStore
import EventSourcing

/// Appends, by one writer and by many, beside C's.
struct AppendComparison {
  /// How often each is measured, turn by turn.
  let slices: Int

  private static let writers = 16

  /// Measures.
  func run(_ table: inout RatioTable) async throws {
    try await append(&table, "append, 1 writer, 1 a call, durable", calls: 200, each: 1, .full)
    try await append(&table, "the same, synchronous=OFF", calls: 4_000, each: 1, .off)
    try await appendTogether(&table)
    try await append(&table, "append, 100 events a call, durable", calls: 50, each: 100, .full)
  }

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
}
