import ArgumentParser
import Architectures

/// `cqrs explore`: the explorer on a store.
struct ExploreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore", abstract: "Open the explorer on a store.")

  @Argument(help: "The store.")
  var store: StoreAddress
  @Flag(help: "Take appending away.")
  var readOnly = false
  @Option(
    help: """
      Keep the global stream of this architecture in the store, from now on; where it may only be read, \
      one for this session.
      """)
  var architecture: ArchitectureName?
  @OptionGroup
  var config: ConfigOptions

  func run() throws {
    try store.checkIsFile()
    let configuration = try Configuration.load(config.config)
    try ExplorerProgram.explore(
      ExploreOptions(
        path: store.path, readOnly: readOnly, architecture: architecture, mouse: config.mouse),
      configuration)
  }
}
