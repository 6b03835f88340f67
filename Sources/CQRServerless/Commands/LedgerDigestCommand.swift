import ArgumentParser
import EmbeddedStore
import EventSourcing

/// `cqrs ledger digest`: the word that names a store's history.
struct LedgerDigestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "digest", abstract: "Print the digest of a store's history: SIZE:ROOT.")

  @Argument(help: "The store.")
  var store: StoreAddress
  @OptionGroup var history: HistorySize

  func run() throws {
    let store = try store.open(.read)
    var progress = ProgressLine()
    defer { progress.end() }
    let digest = try store.ledgerDigest(size: history.size) { done, total in
      progress.show(done, of: total, "\(done) of \(Counted(total, "event"))")
    }
    var output = StandardOutput()
    try output.write(line: "\(digest)")
    try output.flush()
  }
}
