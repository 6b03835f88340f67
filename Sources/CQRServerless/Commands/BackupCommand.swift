import ArgumentParser
import EmbeddedStore
import EventSourcing

/// `cqrs backup`: a copy of a store, of one moment.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy a store as it stands into a new file, while others go on writing.")

  @Argument(help: "The store.")
  var store: StoreAddress
  @Argument(help: "The file; one that is there is never written over.")
  var file: String

  func run() throws {
    let store = try store.open(.read)
    let copy = try NewFile(file)
    var progress = ProgressLine()
    defer { progress.end() }
    let events = try store.backup(to: copy.unfinished) { done, total in
      progress.show(done, of: total, "\(done) of \(Counted(total, "page"))")
    }
    try copy.finish()
    progress.end()
    StandardError.say("\(Counted(events, "event")) copied to \(file)")
  }
}
