import Architectures
import EventSourcing
import Testing
import VirtualTime

@Suite struct StreamFollowerTests {
  @Test(arguments: [
    (10, 250_000, 601), (10, 500_000, 493), (50, 500_000, 666), (10, 1_000_000, 302),
  ])
  func `a checkpoint reader misses what the closed form says`(
    rate: Int, poll: Int, missedPerThousand: Int
  ) {
    var run = VirtualRun(rate: rate, seed: 3)
    var parameters = ReaderParameters()
    parameters.pollMicroseconds = Int64(poll) - parameters.answerMicroseconds - 1
    run.readers = (0..<50).map { phase in
      StreamFollower(
        .checkpoint, of: .eventIDs, parameters: parameters,
        firstPoll: .simulationStart.advanced(byMicroseconds: Int64(phase * poll / 50)))
    }
    run.run(toSecond: 300)
    run.drain()
    var missed: Int64 = 0
    for reader in run.readers {
      #expect(reader.delivered + reader.missed == Int64(run.committed.count))
      missed += reader.missed
    }
    let share = Double(missed) / Double(50 * run.committed.count)
    #expect(abs(share - Double(missedPerThousand) / 1000) < 0.03, "\(share)")
  }

  @Test func `an overlap of twelve seconds and a safe horizon miss nothing`() {
    var run = VirtualRun(rate: 200, shards: 4, seed: 2)
    run.readers = ReaderStrategy.allCases.map {
      StreamFollower($0, of: .eventIDs, firstPoll: .simulationStart)
    }
    run.run(toSecond: 120)
    run.drain()
    let events = Int64(run.committed.count)
    #expect(run.readers[0].missed > events / 3)
    #expect(run.readers[1].missed == 0 && run.readers[1].delivered == events)
    #expect(run.readers[2].missed == 0 && run.readers[2].delivered == events)
    #expect(run.readers[1].outOfOrder > 0)
  }

  @Test func `a stall longer than the window makes every strategy miss events, and count them`() {
    var parameters = CloudParameters()
    parameters.index.stalls = StallPlan(
      everyMicroseconds: 30_000_000, lengthMicroseconds: 20_000_000)
    parameters.index.backlogLimit = 1_000_000
    var run = VirtualRun(rate: 100, shards: 1, seed: 2, parameters: parameters)
    run.readers = ReaderStrategy.allCases.map {
      StreamFollower($0, of: .eventIDs, firstPoll: .simulationStart)
    }
    run.run(toSecond: 60)
    run.drain()
    for reader in run.readers {
      #expect(reader.delivered + reader.missed == Int64(run.committed.count))
    }
    #expect(run.readers[2].missed > 100)
  }

  @Test func `a horizon of transactions is not applied to polls of before it`() {
    func follow(_ horizon: TransactionHorizon?) -> StreamFollower {
      var follower = StreamFollower(
        .safeHorizon, of: .transactions, firstPoll: .simulationStart)
      var deliveries: [Delivery] = []
      follower.becameVisible(entry(transaction: 10, at: 0))
      follower.advance(
        before: .simulationStart.advanced(byMicroseconds: 600_000), horizon: horizon,
        deliveries: &deliveries)
      #expect(deliveries.count == Int(follower.delivered))
      follower.becameVisible(entry(transaction: 5, at: 600_000))
      return follower
    }
    func horizon(_ transaction: Int64, _ microseconds: Int64) -> TransactionHorizon {
      TransactionHorizon(
        transaction, at: .simulationStart.advanced(byMicroseconds: microseconds))
    }
    // Polls at 0 and 504 ms.
    for (given, delivered, missed) in [
      (nil, 0, 0), (horizon(20, 504_001), 0, 0), (horizon(20, 504_000), 1, 1),
      (horizon(20, 0), 1, 1), (horizon(5, 0), 0, 0),
    ] as [(TransactionHorizon?, Int64, Int64)] {
      let follower = follow(given)
      #expect(follower.delivered == delivered && follower.missed == missed, "\(given as Any)")
    }
  }

  @Test func `an answer without anything moves no horizon of transactions`() {
    var follower = StreamFollower(.safeHorizon, of: .transactions, firstPoll: .simulationStart)
    var deliveries: [Delivery] = []
    follower.advance(
      before: .simulationStart.advanced(byMicroseconds: 1),
      horizon: TransactionHorizon(20, at: .simulationStart), deliveries: &deliveries)
    let isPassed = follower.becameVisible(entry(transaction: 10, at: 1))
    #expect(!isPassed)
  }

  private func entry(transaction: Int64, at microseconds: Int64) -> StreamEntry {
    let instant = Instant.simulationStart.advanced(byMicroseconds: microseconds)
    let write = StreamWrite(
      position: transaction, eventID: .min, aggregateHash: 0, bytes: 400, committedAt: instant)
    return StreamEntry(
      write, key: StreamKey(transaction: transaction, number: transaction), partition: 0,
      visibleAt: instant)
  }

  @Test(arguments: [1, 7, 500] as [Int64])
  func `going straight to the poll that the horizon allows changes nothing`(poll: Int64) {
    var parameters = ReaderParameters()
    parameters.pollMicroseconds = poll * 1_000
    parameters.skewMicroseconds = 100_000
    for seed: UInt64 in 1...5 {
      var random = SeededRandom(seed: seed)
      let first = Instant.simulationStart.advanced(byMicroseconds: random.number(in: 0...500_000))
      var (straight, patient) = (
        StreamFollower(.safeHorizon, of: .eventIDs, parameters: parameters, firstPoll: first),
        StreamFollower(.safeHorizon, of: .eventIDs, parameters: parameters, firstPoll: first)
      )
      var (handed, awaited): ([Delivery], [Delivery]) = ([], [])
      var now = Instant.simulationStart
      for position: Int64 in 1...40 {
        now = now.advanced(byMicroseconds: random.number(in: 0...1_500_000))
        let late = random.number(in: -16_000_000...200_000)
        let write = StreamWrite(
          position: position,
          eventID: KSUID(clamping: now.advanced(byMicroseconds: late), using: &random),
          aggregateHash: 0, bytes: 400, committedAt: now)
        let entry = StreamEntry(write, key: StreamKey(write.eventID), partition: 0, visibleAt: now)
        while let next = straight.nextInstant, next < now {
          straight.advance(before: next.advanced(byMicroseconds: 1), deliveries: &handed)
        }
        straight.advance(before: now, deliveries: &handed)
        // A question at a time.
        while patient.nextPoll < now {
          let next = patient.nextPoll
          patient.advance(before: next.advanced(byMicroseconds: 1), deliveries: &awaited)
        }
        let isPassed = straight.becameVisible(entry)
        let isPassedByPatient = patient.becameVisible(entry)
        #expect(isPassed == isPassedByPatient, "seed \(seed)")
      }
      #expect(handed == awaited && straight.readUnits == patient.readUnits, "seed \(seed)")
      #expect(straight.missed > 0 && straight.delivered > 0, "seed \(seed)")
    }
  }
}
