import CYardstick
import EmbeddedStore
import EventSourcing

/// Reading of a large store, beside C's of the same file.
struct ReadComparison {
  /// The store.
  let path: String
  /// How many events it has.
  let events: Int
  /// How often each is measured, turn by turn.
  let slices: Int

  /// Measures.
  func run(_ table: inout RatioTable) async throws {
    let store = try SQLiteEventStore.open(path, options: StoreOptions(access: .read))
    guard let yardstick = yardstick_open(path, 2, 1) else { throw YardstickFailed() }
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
