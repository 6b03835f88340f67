import Architectures
import Testing
import VirtualTime

/// What AWS documents of a table's stream and of who polls it for a function.
@Suite struct ChangeStreamTests {
  private func stream(
    seed: UInt64 = 1, _ change: (inout ChangeStreamParameters) -> Void = { _ in }
  ) -> ChangeStream {
    var parameters = ChangeStreamParameters()
    parameters.emptyPolls = .never
    change(&parameters)
    return ChangeStream(parameters, seed: seed, .dualTableLambda, start: .simulationStart)
  }

  @Test func `nothing is due where nothing is on its way`() throws {
    var changes = stream()
    #expect(changes.nextPoll == nil)
    changes.add(.made(1), at: .milliseconds(10))
    let poll = try #require(changes.nextPoll)
    let found = changes.poll(at: poll)
    let shard = try #require(found)
    #expect(changes.nextPoll == nil)
    changes.acknowledge(shard: shard, at: poll)
    #expect(changes.nextPoll == nil)
  }

  @Test func `a shard is polled four times a second, and a change seen after 95 milliseconds`() {
    var instants: [Instant] = []
    var changes = stream()
    for position in Int64(1)...200 {
      let added = Instant.milliseconds(position * 737)
      changes.add(.made(position), at: added)
      guard let poll = changes.nextPoll, let shard = changes.poll(at: poll) else {
        Issue.record("position \(position) was not found")
        return
      }
      #expect((95_000..<345_000).contains(poll - added))
      instants.append(poll)
      changes.acknowledge(shard: shard, at: poll)
    }
    for instant in instants { #expect((instant - instants[0]) % 250_000 == 0) }
  }

  /// Measured from table to function: 118 ms at 10%, 213 at 50%, 341 at 90%
  /// (<https://bitesizedserverless.com/bite/serverless-messaging-latency-compared/>).
  @Test func `changes come as late as was measured`() {
    var changes = stream { $0.emptyPolls = Ratio(3, of: 100) }
    var random = SeededRandom(seed: 1)
    var lags: [Int64] = []
    for position in Int64(1)...5000 {
      let added = Instant.milliseconds(position * 2000).advanced(
        byMicroseconds: random.number(in: 0...999_999))
      changes.add(.made(position, shard: Int(position % 4)), at: added)
      while let poll = changes.nextPoll {
        guard let shard = changes.poll(at: poll) else { continue }
        lags.append(poll - added)
        changes.acknowledge(shard: shard, at: poll)
      }
    }
    lags.sort()
    #expect(lags.count == 5000)
    #expect((110_000...130_000).contains(lags[500]))
    #expect((205_000...235_000).contains(lags[2500]))
    #expect((315_000...345_000).contains(lags[4500]))
  }

  @Test func `three polls in a hundred come back empty, and the next finds what is there`() {
    var changes = stream { $0.emptyPolls = Ratio(3, of: 100) }
    var empty = 0
    for position in Int64(1)...10_000 {
      changes.add(.made(position), at: .milliseconds(position * 3000))
      while let poll = changes.nextPoll {
        guard let shard = changes.poll(at: poll) else {
          empty += 1
          continue
        }
        changes.acknowledge(shard: shard, at: poll)
      }
    }
    #expect((250...370).contains(empty))
    #expect(changes.nextPoll == nil && changes.violations == [])
  }

  @Test func `a full batch is followed at once, another one by the next poll`() throws {
    var changes = stream()
    for position in Int64(1)...250 { changes.add(.made(position), at: .milliseconds(0)) }
    let first = try #require(changes.nextPoll)
    var sizes: [Int] = []
    var records: [StreamWrite] = []
    var polls: [Instant] = []
    while let poll = changes.nextPoll, let shard = changes.poll(at: poll) {
      polls.append(poll)
      changes.readBatch(ofShard: shard, at: poll, takenThrough: 0, into: &records)
      sizes.append(records.count)
      if sizes.count == 3 { changes.add(.made(251), at: poll) }
      changes.acknowledge(shard: shard, at: poll.advanced(byMicroseconds: 1000))
    }
    #expect(sizes == [100, 100, 50, 1])
    #expect(polls.prefix(3).map { $0 - first } == [0, 1000, 2000])
    #expect(polls.count == 4 && polls[3] - first == 250_000)
  }

  @Test func `a batch comes again until it succeeds, and nothing of its shard overtakes it`() {
    var changes = stream { $0.shards = 2 }
    for position in Int64(1)...4 {
      changes.add(.made(position, shard: Int(position % 2)), at: .milliseconds(0))
    }
    var found: [Int] = []
    while found.count < 5, let poll = changes.nextPoll, let shard = changes.poll(at: poll) {
      found.append(shard)
    }
    #expect(found.sorted() == [0, 1])
    changes.add(.made(5, shard: 1), at: .milliseconds(500))
    #expect(changes.nextPoll == nil)
    var records: [StreamWrite] = []
    for attempt in Int64(1)...3 {
      changes.readBatch(
        ofShard: 1, at: .milliseconds(1000 * attempt), takenThrough: 0, into: &records)
      #expect(records.map(\.position) == [1, 3])
    }
    changes.acknowledge(shard: 1, at: .milliseconds(4000))
    #expect(changes.nextPoll != nil)
    #expect(changes.violations == [])
  }

  @Test func `each change is in the stream once, in the order of its shard`() {
    var changes = stream(seed: 3) { $0.batch = 7 }
    var random = SeededRandom(seed: 3)
    var seen: [[Int64]] = Array(repeating: [], count: 4)
    var records: [StreamWrite] = []
    for position in Int64(1)...1000 {
      let now = Instant.milliseconds(position * 9)
      while let poll = changes.nextPoll, poll <= now {
        guard let shard = changes.poll(at: poll) else { continue }
        changes.readBatch(ofShard: shard, at: poll, takenThrough: 0, into: &records)
        #expect(records.count <= 7)
        seen[shard] += records.map(\.position)
        changes.acknowledge(shard: shard, at: poll)
        #expect(changes.violations == [])
      }
      changes.add(.made(position, shard: random.index(below: 4)), at: now)
    }
    while let poll = changes.nextPoll, let shard = changes.poll(at: poll) {
      changes.readBatch(ofShard: shard, at: poll, takenThrough: 0, into: &records)
      seen[shard] += records.map(\.position)
      changes.acknowledge(shard: shard, at: poll)
    }
    #expect(seen.flatMap(\.self).sorted() == Array(1...1000))
    #expect(seen.allSatisfy { $0 == $0.sorted() })
  }

  @Test func `a change is kept for 24 hours`() throws {
    let day: Int64 = 86_400_000
    var changes = stream()
    changes.add(.made(1), at: .milliseconds(0))
    changes.add(.made(2), at: .milliseconds(10))
    let poll = try #require(changes.nextPoll)
    let found = changes.poll(at: poll)
    let shard = try #require(found)
    changes.add(.made(3), at: .milliseconds(5000))
    var records: [StreamWrite] = []
    changes.readBatch(ofShard: shard, at: .milliseconds(day - 1), takenThrough: 0, into: &records)
    #expect(records.map(\.position) == [1, 2] && changes.lostRecords == 0)
    // The first is too old by now; whoever made something of it before has not lost it.
    var numbered = changes
    numbered.readBatch(ofShard: shard, at: .milliseconds(day), takenThrough: 1, into: &records)
    #expect(records.map(\.position) == [2] && numbered.lostRecords == 0)
    changes.readBatch(ofShard: shard, at: .milliseconds(day), takenThrough: 0, into: &records)
    #expect(records.map(\.position) == [2] && changes.lostRecords == 1)
    // The rest is too old before it is read at all.
    changes.acknowledge(shard: shard, at: .milliseconds(day + 10_000))
    let late = try #require(changes.nextPoll)
    let nothing = changes.poll(at: late)
    #expect(nothing == nil)
    #expect(changes.lostRecords == 2 && changes.nextPoll == nil)
    #expect(changes.violations == [])
  }
}
