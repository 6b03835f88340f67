import ArgumentParser
import EmbeddedStore
import EventSourcing
import Ledger

/// `cqrs ledger verify`: whether a store still has the history that a digest names.
struct LedgerVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Verify that a store still begins with the history which an older digest names.")

  @Argument(help: "The store.")
  var store: StoreAddress
  @Option(help: "The older digest.", transform: { try LedgerDigest($0) })
  var digest: LedgerDigest

  func run() throws {
    let store = try store.open(.read)
    let found = try digestOfBeginning(of: store)
    let isOne = digest.size == 1
    let beginning = isOne ? "the first event" : "the first \(digest.size) events"
    guard found == digest else {
      throw CommandFailure(
        .damaged,
        "\(beginning) \(isOne ? "leads" : "lead") to the root \(found.root), the digest names "
          + "\(digest.root): the store's history was changed, or the digest is another store's")
    }
    var output = StandardOutput()
    try output.write(
      line: beginning + (isOne ? " is the one" : " are those") + " that the digest names")
    try output.flush()
  }

  private func digestOfBeginning(of store: SQLiteEventStore) throws -> LedgerDigest {
    var progress = ProgressLine()
    defer { progress.end() }
    do {
      return try store.ledgerDigest(size: digest.size) { done, total in
        progress.show(done, of: total, "\(done) of \(Counted(total, "event"))")
      }
    } catch LedgerRefusal.sizeBeyondEnd(let size, let end) {
      throw CommandFailure(
        .damaged,
        "the digest names a history of \(Counted(size, "event")), the store has \(end): events are gone, or the "
          + "digest is another store's")
    }
  }
}
