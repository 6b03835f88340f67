@testable import Architectures
import EventSourcing
import Testing
import VirtualTime

@Suite struct DynamoDBWithKSUIDsTests {
  /// A write of so many units to a partition of the table, in index shard 1.
  private func write(partition: Int, units: Int) -> TableWrite {
    TableWrite(aggregateHash: UInt64(partition), bytes: units * 1024, shard: 1)
  }

  @Test func `the same seed gives the same run, another seed another`() {
    func digest(seed: UInt64) -> UInt64 {
      var run = VirtualRun(rate: 800, shards: 2, seed: seed)
      run.run(toSecond: 5)
      run.drain()
      return run.digest
    }
    #expect(digest(seed: 1) == digest(seed: 1))
    #expect(digest(seed: 1) != digest(seed: 2))
  }

  @Test func `one shard shows 1,000 events a second and no more, then it refuses appends`() {
    var run = VirtualRun(rate: 1500, seed: 1)
    run.run(toSecond: 1)
    let backlogAfterOne = run.cloud.shards[0].backlogUnits
    #expect(run.refused == 0)
    #expect((300...700).contains(backlogAfterOne))
    run.run(toSecond: 10)
    #expect(run.cloud.shards[0].appliedUnits <= 10_001)
    #expect(run.cloud.shards[0].appliedUnits >= 9_900)
    #expect((900...1000).contains(run.cloud.shards[0].backlogUnits))
    #expect(run.refused > 3000)
    #expect(run.cloud.shards[0].throttledAttempts == Int64(run.refused))
    #expect(run.cloud.violations == [])
  }

  @Test func `four shards carry what one can't, and one hot shard doesn't`() {
    var spread = VirtualRun(rate: 3000, shards: 4, seed: 1)
    spread.run(toSecond: 5)
    #expect(spread.refused == 0)
    spread.drain()
    #expect(spread.visible.count == spread.committed.count)

    var hot = VirtualRun(rate: 1900, shards: 4, aggregates: 1, seed: 1)
    hot.run(toSecond: 5)
    #expect(hot.refused > 1000)
    #expect(hot.cloud.shards.count { $0.visibleEntries > 0 } == 1)
  }

  @Test func `a partition of the table refuses what it can't take`() {
    var cloud = DynamoDBWithKSUIDs(shards: 1, seed: 1, start: .simulationStart)
    let first = cloud.admit([write(partition: 2, units: 600)])
    let second = cloud.admit([write(partition: 2, units: 600)])
    let elsewhere = cloud.admit([write(partition: 1, units: 600)])
    #expect(first == .accepted && elsewhere == .accepted)
    #expect(second == .refused(.throttled(Throttle(reason: .tablePartition, number: 2))))
  }

  @Test func `several events cost the table twice, and a refused append takes nothing`() {
    var cloud = DynamoDBWithKSUIDs(shards: 1, seed: 1, start: .simulationStart)
    let single = cloud.admit([write(partition: 1, units: 300)])
    #expect(single == .accepted)
    let refused = cloud.admit([write(partition: 0, units: 1), write(partition: 1, units: 400)])
    #expect(refused == .refused(.throttled(Throttle(reason: .tablePartition, number: 1))))
    let whole = cloud.admit([write(partition: 0, units: 1000)])
    #expect(whole == .accepted)
  }

  @Test func `entries of one aggregate become visible out of order for some seed`() {
    let disordered = (1...20).contains { seed in
      var run = VirtualRun(rate: 500, aggregates: 1, seed: UInt64(seed))
      run.run(toSecond: 2)
      run.drain()
      return zip(run.visible, run.visible.dropFirst()).contains { $0.position > $1.position }
    }
    #expect(disordered)
  }

  @Test func `events keep their shard when the number of shards changes`() {
    var run = VirtualRun(rate: 1500, shards: 1, seed: 4)
    run.run(toSecond: 1)
    let waiting = run.cloud.shards[0].backlogUnits
    run.cloud.setPartitionCount(3)
    #expect(run.cloud.shards.map(\.number) == [1, 2, 3])
    #expect(run.cloud.shards[0].backlogUnits == waiting)
    run.run(toSecond: 2)
    run.cloud.setPartitionCount(1)
    run.drain()
    #expect(run.visible.count == run.committed.count)
    #expect(run.cloud.shards[1].visibleEntries > 0)
    #expect(run.cloud.violations == [])
  }

  @Test func `a stalled shard applies nothing until its stall is over`() {
    var parameters = CloudParameters()
    parameters.index.stalls = StallPlan(
      everyMicroseconds: 2_000_000, lengthMicroseconds: 1_000_001)
    var run = VirtualRun(rate: 200, shards: 2, seed: 5, parameters: parameters)
    run.run(toSecond: 2)
    let before = run.cloud.shards.map(\.appliedUnits)
    run.run(toSecond: 3)
    let after = run.cloud.shards.map(\.appliedUnits)
    #expect(after[0] == before[0] && after[1] > before[1])
    #expect(run.cloud.shards[0].backlogUnits > 50)
    let later = run.now.advanced(byMicroseconds: 1_500_000)
    #expect(run.cloud.loads(at: later).map(\.isStalled) == [false, true])
    run.drain()
    #expect(run.visible.count == run.committed.count)
  }

  @Test(arguments: [(10, 712, 450), (500, 986, 499)])
  func `ids of one second stand in random order, as the closed form says`(
    rate: Int, inversions: Int, adjacent: Int
  ) {
    var inverted = 0.0
    var neighbours = 0.0
    var events = 0.0
    for seed in UInt64(1)...(rate == 10 ? 10 : 1) {
      var run = VirtualRun(rate: rate, seed: seed)
      run.run(toSecond: rate == 10 ? 400 : 60)
      let stream = run.committed.indices.sorted { run.committed[$0] < run.committed[$1] }
      var earliest = Int.max
      for position in stream.reversed() {
        if earliest < position { inverted += 1 }
        earliest = min(earliest, position)
      }
      neighbours += Double(zip(run.committed, run.committed.dropFirst()).count { $0 > $1 })
      events += Double(stream.count)
    }
    #expect(abs(inverted / events - Double(inversions) / 1000) < 0.01)
    #expect(abs(neighbours / events - Double(adjacent) / 1000) < 0.01)
  }
}

extension DynamoDBWithKSUIDs {
  /// Tests an append whose condition holds, when the run begins.
  fileprivate mutating func admit(_ writes: [TableWrite]) -> Admission {
    admit(AppendAttempt(number: 0, writes: writes), conditionHolds: true, at: .simulationStart)
  }
}
