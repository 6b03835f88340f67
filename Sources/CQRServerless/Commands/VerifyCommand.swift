import ArgumentParser
import EmbeddedStore
import EventSourcing

/// `cqrs verify`: audits a store.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Audit a store: a line a check.")

  @Argument(help: "The store.")
  var store: StoreAddress

  func run() throws {
    let store = try store.open(.read)
    var progress = ProgressLine()
    let checks = try store.verify { done, total in
      progress.show(done, of: total, "\(done) of \(Counted(total, "event"))")
    }
    progress.end()
    var output = StandardOutput()
    for check in checks { try output.write(line: "\(check.name): \(check.problem ?? "ok")") }
    try output.flush()
    let failed = checks.filter { $0.problem != nil }
    guard failed.isEmpty else {
      let names = failed.map(\.name).joined(separator: ", ")
      throw CommandFailure(.damaged, "the store is damaged: \(names)")
    }
  }
}
