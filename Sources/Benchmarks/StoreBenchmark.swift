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
    /// The program's import of 200,000 and 1,000,000 events.
    case `import`
    /// The program's export.
    case export
    /// The program's append.
    case process
    /// Who waits for an event.
    case subscriber
    /// Appends to a store of ten times as many events.
    case growth
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
    let files = FileComparison(slices: slices)
    if works.contains(.process) { try await files.appending(&table) }
    if works.contains(.import) {
      for events in [200_000, 1_000_000] { try await files.importing(events, &table) }
    }
    if works.contains(.read) || works.contains(.export) {
      let filled = try await FilledStore(path: path, events: events, accounts: accounts)
      defer { filled.remove() }
      if works.contains(.read) {
        try await ReadComparison(path: filled.path, events: events, slices: slices).run(&table)
      }
      if works.contains(.export) {
        try await files.exporting(filled.path, events: events, &table)
      }
    }
    table.printRows()
    if works.contains(.subscriber) { try await SubscriberComparison(slices: slices).run() }
    if works.contains(.growth) {
      try await GrowthComparison(events: events, slices: slices).run()
    }
  }
}
