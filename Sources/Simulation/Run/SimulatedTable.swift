import Architectures
import EventSourcing
import VirtualTime

/// The base table of a run: where each aggregate stands, and what is committed, in the order of commits.
struct SimulatedTable: Sendable {
  /// The hash of each aggregate's id.
  let hashes: [UInt64]
  /// The last version of each aggregate.
  private(set) var versions: [Int32]
  /// Events committed.
  private(set) var events: Int64 = 0

  /// Creates a table without events.
  init(aggregates: Int) {
    hashes = (0..<aggregates).map { StableHash.of("aggregate-\($0)") }
    versions = [Int32](repeating: 0, count: aggregates)
  }

  /// Stores the next event of an aggregate.
  /// - Returns: Its position.
  mutating func commit(_ aggregate: Int) -> Int64 {
    versions[aggregate] += 1
    events += 1
    return events
  }
}
