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
}
