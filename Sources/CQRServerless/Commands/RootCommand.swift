import ArgumentParser

/// `cqrs`: without a subcommand the demo.
struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cqrs",
    abstract: "See and measure what event stores do to their readers; keep one of your own.",
    discussion: """
      Without a subcommand the explorer opens on a live demo: background writers, an index that lags,
      nothing kept. A STORE is a file's path, or sqlite:PATH. ~/.config/cqrs/config.toml sets the explorer's
      keys, colours and defaults.
      """,
    version: "0.1.0",
    subcommands: [
      DemoCommand.self, ExploreCommand.self, AppendCommand.self, EventsCommand.self,
      AllCommand.self, AggregatesCommand.self, ReadModelCommand.self, ImportCommand.self,
      ExportCommand.self, VerifyCommand.self, InfoCommand.self, BackupCommand.self,
      CompactCommand.self, LedgerCommand.self, SimulateCommand.self, KSUIDCommand.self,
      SampleCommand.self,
    ],
    defaultSubcommand: DemoCommand.self)
}
