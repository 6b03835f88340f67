import ArgumentParser

/// What the program takes, each figure beside a yardstick that is measured in the same run: `cqrs-benchmark`.
@main
struct Benchmarks: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cqrs-benchmark", abstract: "Measure what the program takes.",
    subcommands: [Screens.self, Explorer.self, Stores.self, LaboratoryRuns.self])

  /// `cqrs-benchmark screens`.
  struct Screens: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Each screen of the explorer on a large store, searches, filters, and memory.")

    @OptionGroup var store: StoreOptionGroup
    @Option(help: "How often each figure is measured.")
    var rounds = 5

    func validate() throws {
      guard rounds >= 1 else { throw ValidationError("--rounds is from 1") }
    }

    func run() async throws {
      try await ScreenBenchmark(
        events: store.events, accounts: store.accounts, path: store.path, rounds: rounds
      ).run()
    }
  }

  /// `cqrs-benchmark explorer`.
  struct Explorer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Keys, frames, bytes and processor time while events stream in.")

    @OptionGroup var store: StoreOptionGroup

    func run() async throws {
      try await ExplorerBenchmark(
        events: store.events, accounts: store.accounts, path: store.path
      ).run()
    }
  }

  /// `cqrs-benchmark store`.
  struct Stores: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "store", abstract: "The embedded store beside a C program on SQLite.")

    @OptionGroup var store: StoreOptionGroup
    @Option(help: "How often each is measured, turn by turn.")
    var slices = 11
    @Option(help: "Only this work; may be given several times.")
    var only: [StoreBenchmark.Work] = []

    func validate() throws {
      guard slices >= 1 else { throw ValidationError("--slices is from 1") }
      guard store.events >= 100_000 else { throw ValidationError("--events is from 100000 here") }
    }

    func run() async throws {
      try await StoreBenchmark(
        events: store.events, accounts: store.accounts, path: store.path, slices: slices,
        works: only.isEmpty ? StoreBenchmark.Work.allCases : only
      ).run()
    }
  }

  /// `cqrs-benchmark laboratory`.
  struct LaboratoryRuns: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "laboratory", abstract: "The six architectures in virtual time.")

    func run() { LaboratoryBenchmark().run() }
  }
}

/// The store that is measured on.
struct StoreOptionGroup: ParsableArguments {
  @Option(help: "How many events the store has.")
  var events = 1_000_000
  @Option(help: "How many accounts they are spread over; without it a tenth of the events.")
  var aggregates: Int?
  @Option(name: .customLong("store"), help: "Where the store is kept, and made if it is not there.")
  var path: String?

  /// How many accounts there are.
  var accounts: Int { aggregates ?? events / 10 }

  func validate() throws {
    guard events >= 1_000, 1...events ~= accounts else {
      throw ValidationError("--events is from 1000, --aggregates from 1 to that")
    }
  }
}
