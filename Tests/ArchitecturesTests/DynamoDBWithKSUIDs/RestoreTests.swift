@testable import Architectures
import EventSourcing
import Testing
import VirtualTime

/// What a crash leaves: the table's commits and the entries that were applied to the index.
///
/// Everything else is given to a new cloud again.
@Suite struct RestoreTests {
  /// Every way to commit three events, with a step of time after each, and to crash after any step.
  @Test func `nothing is lost or doubled by a crash after any step`() {
    let steps: [Int64] = [0, 700, 2500]
    var cases = 0
    for gaps in product(steps, 3) {
      for crash in 0...3 {
        for seed in UInt64(1)...3 {
          check(gaps: gaps, crashAfter: crash, seed: seed)
          cases += 1
        }
      }
    }
    #expect(cases == 27 * 4 * 3)
  }

  private func check(gaps: [Int64], crashAfter crash: Int, seed: UInt64) {
    var table: [StreamWrite] = []
    var index: [StreamEntry] = []
    var now = Instant.simulationStart
    var cloud = DynamoDBWithKSUIDs(shards: 2, seed: seed, start: now)
    var random = SeededRandom(seed: seed)
    for step in 0...gaps.count {
      if step == crash {
        cloud = DynamoDBWithKSUIDs(shards: 2, seed: seed + 1, start: now)
        let shown = Set(index.map(\.position))
        for write in table where !shown.contains(write.position) {
          cloud.committed(write, of: nil, at: now)
        }
      }
      guard step < gaps.count else { break }
      let write = StreamWrite(
        position: Int64(step + 1), eventID: KSUID(clamping: now, using: &random),
        aggregateHash: 0, bytes: 400, shard: step % 2 == 0 ? 2 : 1, committedAt: now)
      table.append(write)
      cloud.committed(write, of: nil, at: now)
      now = now.advanced(byMicroseconds: gaps[step])
      cloud.advance(to: now, into: &index)
      #expect(cloud.violations == [], "gaps \(gaps), crash after \(crash), seed \(seed)")
    }
    while let next = cloud.nextInstant { cloud.advance(to: next, into: &index) }
    #expect(
      index.map(\.position).sorted() == [1, 2, 3],
      "gaps \(gaps), crash after \(crash), seed \(seed)")
    #expect(cloud.pendingEntries == 0)
  }

  private func product(_ values: [Int64], _ count: Int) -> [[Int64]] {
    guard count > 0 else { return [[]] }
    return product(values, count - 1).flatMap { rest in values.map { rest + [$0] } }
  }
}
