import ArgumentParser
import EmbeddedStore
import EventSourcing

/// `cqrs ledger prove`: what shows that an event is part of a store's history.
struct LedgerProveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: "Print the proof that an event is part of a store's history, as one line of JSON.",
    discussion: """
      It is to be kept in a file: on a terminal metadata may be shown with escapes that it does \
      not have in the store.
      """)

  @Argument(help: "The store.")
  var store: StoreAddress
  @Argument(help: "The event's id.")
  var eventID: String
  @OptionGroup var history: HistorySize

  func run() throws {
    let eventID: KSUID
    do {
      eventID = try KSUID(self.eventID)
    } catch {
      throw CommandFailure(.input, "\(self.eventID): \(error)")
    }
    let store = try store.open(.read)
    var progress = ProgressLine()
    defer { progress.end() }
    let proof = try store.inclusionProof(of: eventID, size: history.size) { done, total in
      progress.show(done, of: total, "\(done) of \(Counted(total, "event"))")
    }
    var output = StandardOutput()
    try output.write(proof)
    try output.flush()
  }
}
