import ArgumentParser
import EmbeddedStore
import EventSourcing

/// `cqrs aggregates`: a line an aggregate.
struct AggregatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "aggregates", abstract: "Print a line an aggregate, by the bytes of its id.")

  @Argument(help: "The store.")
  var store: StoreAddress
  @Option(parsing: .unconditional, help: "Only ids that begin with this, as it stands.")
  var prefix = ""
  @Option(parsing: .unconditional, help: "The most aggregates wanted.")
  var limit = Limit.none

  func run() throws {
    let store = try store.open(.read)
    var output = StandardOutput()
    let total = try store.totals().aggregates
    var given: Int64 = 0
    var query = AggregateQuery(prefix: ArraySlice(prefix.utf8), limit: 0)
    var rest = limit.count
    while rest > 0 {
      query.limit = min(rest, 1_000)
      let page = try store.aggregates(query)
      for aggregate in page {
        guard aggregate.lastEventID != nil else {
          throw EventStoreError.damaged("the last event of \(aggregate.aggregateID) is missing")
        }
        try output.write(aggregate)
      }
      given += Int64(page.count)
      guard page.count == query.limit else { break }
      query.after = page.last
      rest -= page.count
    }
    try output.flush()
    // No aggregate ever goes: fewer than were counted at the beginning is a list with a hole.
    guard rest == 0 || !prefix.isEmpty || given >= total else {
      throw EventStoreError.damaged("the list of aggregates has \(given) of \(total)")
    }
  }
}
