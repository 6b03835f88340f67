import Architectures
import EventSourcing
import Testing
import VirtualTime

@testable import LiveDriver

@Suite struct LiveStatisticsTests {
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
