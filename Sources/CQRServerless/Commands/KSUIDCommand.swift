import ArgumentParser
import EmbeddedStore
import EventSourcing

/// `cqrs ksuid`: new ids, or ids taken apart.
struct KSUIDCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ksuid", abstract: "Print a new KSUID, or the time and payload of those given.")

  @Argument(help: "Ids to take apart.")
  var ids: [String] = []
  @Option(parsing: .unconditional, help: "How many new ones. (default: 1)")
  var count: Limit?

  func validate() throws {
    if count != nil, !ids.isEmpty { throw ValidationError("--count is for new ids") }
  }

  func run() throws {
    var output = StandardOutput()
    if ids.isEmpty {
      var generator = KSUIDGenerator(clock: StoreOptions.wallClock)
      for _ in 0..<(count?.count ?? 1) { try output.write(generator.next(), takenApart: false) }
    } else {
      let parsed = try ids.map { text in
        do {
          return try KSUID(text)
        } catch {
          throw CommandFailure(.input, "\(text): \(error)")
        }
      }
      for id in parsed { try output.write(id, takenApart: true) }
    }
    try output.flush()
  }
}
