import ArgumentParser
import EmbeddedStore
import EventSourcing

/// `cqrs events`: the events of one aggregate.
struct EventsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "Print the events of an aggregate, by version.")

  @Argument(help: "The store.")
  var store: StoreAddress
  @Argument(help: "The aggregate's id.")
  var aggregate: String
  @Option(parsing: .unconditional, help: "The first version wanted.")
  var from: Int64 = 1
  @Option(parsing: .unconditional, help: "The most events wanted.")
  var limit = Limit.none

  func validate() throws {
    guard from >= 0 else { throw ValidationError("--from is a version, from 1") }
  }

  func run() throws {
    let aggregate = try AggregateID(aggregate)
    let store = try store.open(.read)
    var output = StandardOutput()
    var (next, rest) = (max(1, from), limit.count)
    while rest > 0 {
      let page = try store.page(of: aggregate, from: next, limit: min(rest, 1_000))
      for recorded in page { try output.write(recorded.event) }
      guard !page.isLast, let last = page.last else { break }
      next = last.event.aggregateVersion + 1
      rest -= page.count
    }
    try output.flush()
  }
}
