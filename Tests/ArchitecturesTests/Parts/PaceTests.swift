import EventSourcing
import Testing
import VirtualTime

@testable import Architectures

/// Parts that are broken on purpose: each gives more than its rate, and is noted.
@Suite struct PaceTests {
  private let start = Instant.simulationStart

  private func shard(savedSeconds: Int64 = 0) -> IndexShard {
    IndexShard(
      number: 2, unitsPerSecond: 1000, savedSeconds: savedSeconds, lag: .indexLag, start: start,
      random: SeededRandom(seed: 1))
  }

  private func fill(_ shard: inout IndexShard, _ count: Int, at now: Instant) {
    for position in 1...count {
      shard.enqueue(
        StreamWrite(
          position: Int64(position), eventID: .min, aggregateHash: 1, bytes: 400 * (position % 5),
          committedAt: now), at: now)
    }
  }

  @Test(arguments: [Int64(0), 1, 20])
  func `a shard that applies when it may is sound`(savedSeconds: Int64) {
    var shard = shard(savedSeconds: savedSeconds)
    for second in [Int64(0), 3, 4, 100] {
      let now = start.advanced(byMicroseconds: second * 1_000_000)
      fill(&shard, 700, at: now)
      while let instant = shard.nextApplication { _ = shard.applyFirst(at: instant) }
    }
    #expect(shard.violations == [])
  }

  @Test func `a shard that applies too early is noted`() {
    var shard = shard()
    let late = start.advanced(byMicroseconds: 60_000_000)
    fill(&shard, 3, at: late)
    _ = shard.applyFirst(at: late)
    #expect(shard.violations == [])
    _ = shard.applyFirst(at: late)
    #expect(shard.violations.count == 1 && shard.violations[0].contains("shard 2"))
  }

  @Test func `calls that are let through without waiting are noted`() {
    var limit = CallLimit(callsPerSecond: 300, start: start)
    let late = start.advanced(byMicroseconds: 60_000_000)
    _ = limit.call(at: late)
    _ = limit.call(at: late)
    #expect(limit.violation == nil)
    limit.freeAt = late
    let result1 = limit.call(at: late)
    #expect(result1 == late)
    #expect(limit.violation != nil)
  }

  @Test func `a table counts what an event, its entry and the counter take`() {
    var parameters = TableParameters()
    parameters.unitsPerSecond = 10
    var capacity = WriteCapacity(parameters, start: start)
    let charges = [
      WriteCapacity.Charge(keyHash: 1, units: 6), WriteCapacity.Charge(keyHash: 5, units: 5),
    ]
    let result2 = capacity.take([charges[0]], at: start)
    #expect(result2 == nil)
    // Both lie in partition 1; of a refused transaction nothing is taken.
    let result3 = capacity.take(charges, at: start)
    #expect(result3 == Throttle(reason: .tablePartition, number: 1))
    let result4 = capacity.take(WriteCapacity.Charge(keyHash: 9, units: 4), at: start)
    #expect(result4 == nil)
    let end = capacity.instant(of: charges, at: start)
    #expect(end - start == 1_000_000)
    let result5 = capacity.take(charges, at: end)
    #expect(result5 == nil)
    let result6 = capacity.instant(of: [charges[1]], at: end)
    #expect(result6 - end == 600_000)
    #expect(capacity.violations == [])
  }
}
