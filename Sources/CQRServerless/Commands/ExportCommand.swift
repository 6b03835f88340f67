import ArgumentParser
import EmbeddedStore
import EventSourcing

/// `cqrs export`: a store as JSON lines.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Print all events, oldest first; of a damaged store all that can be read.")

  @Argument(help: "The store.")
  var store: StoreAddress
  @Option(parsing: .unconditional, help: "Only this aggregate's events.")
  var aggregate: String?

  func run() throws {
    do {
      try export()
    } catch EventStoreError.damaged(let what) {
      // Who asks for what can be read need not be told to ask for it.
      throw CommandFailure(.damaged, "the store is damaged: \(what); no more of it can be read")
    }
  }

  private func export() throws {
    let aggregate = try aggregate.map { text in try AggregateID(text) }
    let store = try store.open(.read)
    var output = StandardOutput()
    let damages = try store.forEachReadableEvent { recorded in
      guard aggregate == nil || recorded.event.aggregateID == aggregate else { return }
      try output.write(recorded.event)
    }
    try output.flush()
    guard !damages.isEmpty else { return }
    var count: Int64 = 0
    for damage in damages {
      let (first, last) = (damage.positions.lowerBound, damage.positions.upperBound)
      count += last - first + 1
      let place = first == last ? "position \(first)" : "positions \(first) to \(last)"
      StandardError.say("left out: \(place): \(damage.problem)")
    }
    throw CommandFailure(
      .damaged,
      "the store is damaged: \(Counted(count, "event")) could not be read and "
        + (count == 1 ? "was left out" : "were left out"))
  }
}
