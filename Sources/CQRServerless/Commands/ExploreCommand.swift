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
  @Option(help: "Keep the index of this architecture in the store: dynamodb-ksuid.")
  var architecture: String?
  @Flag(help: "Leave the mouse to the terminal.")
  var noMouse = false

  func validate() throws {
    if let architecture, architecture != DynamoDBWithKSUIDs.name {
      throw ValidationError("--architecture is \(DynamoDBWithKSUIDs.name)")
    }
  }

  func run() throws {
    try store.checkIsFile()
    try ExplorerProgram.explore(
      ExploreOptions(
        path: store.path, readOnly: readOnly, architecture: architecture, mouse: !noMouse))
  }
}
