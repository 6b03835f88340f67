public import ArgumentParser
public import EmbeddedStore

/// What the embedded store must survive, done to it over and over: `cqrs-torture`.
///
/// Each command ends with 0 if nothing was lost and nothing was made up, and with 1 after the words that say what
/// was, the seed that does it again, and where the store lies.
@main
struct Torture: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cqrs-torture",
    abstract: "Kill writers, take the power, fail the disk, and look at what the store kept.",
    subcommands: [Crash.self, Faults.self, History.self, Writers.self])

  /// `cqrs-torture crash`.
  struct Crash: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Processes that write are killed at any moment, or lose power at any step of a commit.")

    @Option(help: "How many processes are killed.")
    var kills = 1_000
    @Option(
      help: ArgumentHelp(
        "When the store flushes: full, normal or off.",
        discussion:
          "With less than full a loss of power takes what was acknowledged, and this command must say so."
      ))
    var durability = StoreOptions.Durability.full
    @Option(help: "The seed of every draw; without it one is drawn, and printed.")
    var seed: UInt64?

    func validate() throws {
      guard kills >= 1 else { throw ValidationError("--kills is from 1") }
    }

    func run() async throws {
      try await CrashRounds(
        kills: kills, durability: durability, seed: seed ?? .random(in: 0 ... .max)
      ).run()
    }
  }

  /// `cqrs-torture faults`.
  struct Faults: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Each write and each flush of a run fails once, or finds the disk full.")

    func run() async throws { try await FaultSweep().run() }
  }

  /// `cqrs-torture history`.
  struct History: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Processes append and read at once; what they were told must fit one order.")

    @Option(help: "How many processes there are.")
    var processes = 4
    @Option(help: "How many calls each of their writers makes.")
    var calls = 1_000
    @Option(help: "The seed of every draw; without it one is drawn, and printed.")
    var seed: UInt64?

    func validate() throws {
      guard processes >= 1 else { throw ValidationError("--processes is from 1") }
      guard calls >= 1 else { throw ValidationError("--calls is from 1") }
    }

    func run() async throws {
      try await HistoryRun(
        processes: processes, calls: calls, seed: seed ?? .random(in: 0 ... .max)
      ).run()
    }
  }

  /// What the other commands run in processes of their own: writers that print what they were told.
  struct Writers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "writers", shouldDisplay: false)

    @Argument var path: String
    @Option var name: String
    @Option var seed: UInt64
    @Option var calls = Int.max
    @Option var fault = DiskFault.sound
    @Option var operation: Int64 = 1
    @Option var durability = StoreOptions.Durability.full
    @Flag var movesStream = false

    func run() async throws {
      try await WriterProcess(
        path: path, name: name, seed: seed, calls: calls, fault: fault, operation: operation,
        durability: durability, movesStream: movesStream
      ).run()
    }
  }
}

extension StoreOptions.Durability: ExpressibleByArgument {}
