import ArgumentParser
import EmbeddedStore
import EventSourcing

/// `cqrs aggregates`: a line an aggregate.
struct AggregatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "aggregates", abstract: "Print a line an aggregate, by the bytes of its id.")

  @Argument(help: "The store.")
  var store: StoreAddress
  @Option(help: "Only ids that begin with this, as it stands.")
  var prefix = ""
  @Option(help: "The most aggregates wanted.")
  var limit = Limit.none

  func run() throws {
    let store = try store.open(.read)
    var output = StandardOutput()
    var query = AggregateQuery(prefix: ArraySlice(prefix.utf8), limit: 0)
    var rest = limit.count
    while rest > 0 {
      query.limit = min(rest, 1_000)
      let page = try store.aggregates(query)
      for aggregate in page { try output.write(aggregate) }
      guard page.count == query.limit else { break }
      query.after = page.last
      rest -= page.count
    }
    try output.flush()
  }
}
