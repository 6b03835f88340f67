import Architectures
import EventSourcing
import VirtualTime

/// The base table of a run: where each aggregate stands, and what is committed, in the order of commits.
///
/// It keeps what its writers were told beside what it holds, so that a run can compare the two.
struct SimulatedTable: Sendable {
  /// The hash of each aggregate's id.
  let hashes: [UInt64]
  /// The last version of each aggregate.
  private(set) var versions: [Int32]
  /// The aggregate of each position, the first at index 0.
  private(set) var aggregates: [UInt32] = []

  /// The version of each position.
  private var written: [Int32] = []
  /// How many of each aggregate's events were acknowledged.
  private var acknowledged: [Int32]
  /// What a writer was told that was not so, in words; the first three.
  private var lies: [String] = []

  /// Creates a table without events, with room for so many.
  init(aggregates: Int, expected: Int = 0) {
    hashes = (0..<aggregates).map { StableHash.of("aggregate-\($0)") }
    versions = [Int32](repeating: 0, count: aggregates)
    acknowledged = versions
    self.aggregates.reserveCapacity(expected)
    written.reserveCapacity(expected)
  }

  /// Events committed.
  var events: Int64 { Int64(written.count) }

  /// Stores the next event of an aggregate.
  /// - Returns: Its position, from 1.
  mutating func commit(_ aggregate: Int) -> Int64 {
    versions[aggregate] += 1
    aggregates.append(UInt32(aggregate))
    written.append(versions[aggregate])
    return events
  }

  /// Takes note that a writer was told its event is stored.
  /// - Parameters:
  ///   - position: Where it was committed; nil if it never was.
  ///   - aggregate: Its aggregate.
  ///   - version: Its version.
  mutating func acknowledge(_ position: Int64?, of aggregate: Int, _ version: Int32) {
    acknowledged[aggregate] += 1
    let place = Int(position ?? 0) - 1
    if written.indices.contains(place), aggregates[place] == aggregate, written[place] == version {
      return
    }
    note("version \(version) of aggregate \(aggregate) was acknowledged and is not stored")
  }

  /// Takes note that a writer was told its event is not stored.
  /// - Parameters:
  ///   - position: Where it was committed; nil if it never was.
  ///   - aggregate: Its aggregate.
  mutating func refuse(_ position: Int64?, of aggregate: Int) {
    guard let position else { return }
    note("an append to aggregate \(aggregate) was refused and is stored as \(position)")
  }

  private mutating func note(_ lie: String) {
    if lies.count < 3 { lies.append(lie) }
  }

  /// Compares what the writers were told with what is stored.
  /// - Parameter unheard: The aggregates of committed events whose writers have not heard of it, one an event.
  /// - Returns: What is wrong, in words.
  func violations(unheard: [Int]) -> [String] {
    var found = lies
    var reached = [Int32](repeating: 0, count: versions.count)
    for (place, aggregate) in aggregates.enumerated() {
      reached[Int(aggregate)] += 1
      guard written[place] != reached[Int(aggregate)] else { continue }
      found.append(
        "aggregate \(aggregate) has version \(written[place]), not \(reached[Int(aggregate)])")
      return found
    }
    var told = acknowledged
    for aggregate in unheard { told[aggregate] += 1 }
    for aggregate in versions.indices
    where versions[aggregate] != reached[aggregate] || told[aggregate] != reached[aggregate] {
      found.append(
        "aggregate \(aggregate) is at version \(versions[aggregate]), has \(reached[aggregate]) "
          + "events, and \(told[aggregate]) were acknowledged or will be")
      break
    }
    return found
  }
}
