import ArgumentParser
import EmbeddedStore
import EventSourcing

/// `cqrs compact`: a store's file, written anew without gaps.
struct CompactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compact",
    abstract: "Write a store's file anew, smaller and faster to read; writers wait meanwhile.")

  @Argument(help: "The store.")
  var store: StoreAddress

  func run() throws {
    let (before, after) = try store.open(.write).compact()
    StandardError.say("\(Counted(before, "byte")) before, \(after) after")
  }
}
