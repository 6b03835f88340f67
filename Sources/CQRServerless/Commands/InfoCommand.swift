import ArgumentParser
import EmbeddedStore
import EventSourcing
import Foundation
import VirtualTime

/// `cqrs info`: what a store holds and how it stands.
struct InfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "What a store holds: events, aggregates, sizes, its stream, its schema.")

  @Argument(help: "The store.")
  var store: StoreAddress
  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    let statistics = try store.open(.read).statistics()
    var output = StandardOutput()
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let text = try encoder.encode(StatisticsObject(statistics))
      try output.write(line: String(decoding: text, as: UTF8.self))
    } else {
      for line in Self.lines(statistics) { try output.write(line: line) }
    }
    try output.flush()
  }

  private static func lines(_ statistics: StoreStatistics) -> [String] {
    let stream = statistics.stream
    return [
      "schema: \(statistics.schemaVersion)", "events: \(statistics.events)",
      "aggregates: \(statistics.aggregates)",
      statistics.firstCommittedAt.map { "first commit: \($0.millisecondText)" },
      statistics.lastCommittedAt.map { "last commit: \($0.millisecondText)" },
      "file: \(Counted(statistics.fileBytes, "byte"))",
      "free: \(Counted(statistics.freeBytes, "byte"))",
      "log: \(Counted(statistics.logBytes, "byte"))",
      "architecture: \(stream?.architecture ?? "none: one order, that of commits")",
      stream?.indexShards.map { "index shards: \($0)" },
      stream.map { "stream: \($0.rows) of \(Counted(statistics.events, "event"))" },
    ].compactMap(\.self)
  }
}

/// The object that `cqrs info --json` prints; what there is none of is left out.
private struct StatisticsObject: Encodable {
  let schemaVersion: Int
  let events, aggregates: Int64
  let firstCommittedAt, lastCommittedAt: String?
  let fileBytes, freeBytes, logBytes: Int64
  let architecture: String?
  let indexShards: Int?
  let streamRows: Int64?

  init(_ statistics: StoreStatistics) {
    schemaVersion = statistics.schemaVersion
    events = statistics.events
    aggregates = statistics.aggregates
    firstCommittedAt = statistics.firstCommittedAt?.millisecondText
    lastCommittedAt = statistics.lastCommittedAt?.millisecondText
    fileBytes = statistics.fileBytes
    freeBytes = statistics.freeBytes
    logBytes = statistics.logBytes
    architecture = statistics.stream?.architecture
    indexShards = statistics.stream?.indexShards
    streamRows = statistics.stream?.rows
  }
}
