import Architectures
import EventSourcing
import Testing
import VirtualTime

@testable import LiveDriver

@Suite struct LiveStatisticsTests {
  @Test func `each part keeps the greatest lag of each second`() {
    var statistics = LiveStatistics(start: .simulationStart)
    func show(_ partition: Int32, lag: Int64) {
      let write = StreamWrite(
        position: 1, eventID: .min, aggregateHash: 0, bytes: 400, committedAt: .simulationStart)
      statistics.becameVisible(
        StreamEntry(
          write, key: StreamKey(number: 1), partition: partition,
          visibleAt: Instant.simulationStart.advanced(byMicroseconds: lag)))
    }
    let loads = [PartLoad(number: 1, name: "EVENT_1"), PartLoad(number: 2, name: "EVENT_2")]
    show(1, lag: 30)
    show(1, lag: 70)
    show(2, lag: 5)
    statistics.closeSecond(loads)
    show(1, lag: 9)
    statistics.closeSecond(loads)
    #expect(statistics.status(of: loads[0]).lagHistory.suffix(3) == [nil, 70, 9])
    #expect(statistics.status(of: loads[1]).lagHistory.suffix(3) == [nil, 5, nil])
  }

  @Test(arguments: [7_000, 950_000_000, 7_200_000_000, 260_000_000_000, 31_700_000_000_000])
  func `a lag is told however long it is, to two digits`(lag: Int64) throws {
    var histogram = SlidingHistogram()
    func expectTold(_ percent: Double, _ wanted: Int64) throws {
      let told = try #require(histogram.percentile(percent))
      #expect((wanted...wanted + wanted / 100).contains(told))
    }
    histogram.record(3_000)
    histogram.record(lag)
    try expectTold(99, lag)
    for _ in 0..<SlidingHistogram.seconds - 1 {
      histogram.closeSecond()
      histogram.record(5_000)
    }
    try expectTold(99, lag)
    try expectTold(50, 5_000)
    histogram.closeSecond()
    try expectTold(99, 5_000)
  }

  @Test func `a part refuses for ten seconds after it did, and only then all is still`() {
    var statistics = LiveStatistics(start: .simulationStart)
    var load = PartLoad(number: 1, name: "EVENT_1")
    #expect(!statistics.status(of: load).isRefusing)
    load.refused = 3
    #expect(statistics.status(of: load).isRefusing)
    for _ in 0...9 {
      statistics.closeSecond([load])
      #expect(statistics.status(of: load).isRefusing)
      #expect(!statistics.isStill)
    }
    statistics.closeSecond([load])
    #expect(!statistics.status(of: load).isRefusing)
    #expect(statistics.isStill)
    load.refused = 4
    #expect(statistics.status(of: load).isRefusing)
  }
}
