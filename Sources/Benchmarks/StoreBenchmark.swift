import ArgumentParser

/// What the embedded store takes, beside a small C program on SQLite's API that does the same work with the
/// same tables and the same durability, turn by turn.
struct StoreBenchmark {
  /// What can be measured.
  enum Work: String, CaseIterable, ExpressibleByArgument {
    /// One writer and many.
    case append
    /// Pages of the global stream, and aggregates.
    case read
  }

  /// How many events the store has that is read from.
  let events: Int
  /// How many accounts they are spread over.
  let accounts: Int
  /// Where that store is kept; nil: it is made for this run.
  let path: String?
  /// How often each is measured, turn by turn.
  let slices: Int
  /// What is measured.
  let works: [Work]

  func run() async throws {
    var table = RatioTable()
    if works.contains(.append) { try await AppendComparison(slices: slices).run(&table) }
    if works.contains(.read) {
      let filled = try await FilledStore(path: path, events: events, accounts: accounts)
      defer { filled.remove() }
      try await ReadComparison(path: filled.path, events: events, slices: slices).run(&table)
    }
    table.printRows()
  }
}
