import Architectures
import Testing
import VirtualTime

@Suite struct CallLimitTests {
  @Test func `300 calls a second go through and no more, the first first`() {
    var limit = CallLimit(callsPerSecond: 300, start: .simulationStart)
    let calls = (0..<3000).map { _ in limit.call(at: .simulationStart) }
    #expect(calls == calls.sorted())
    for second in Int64(0)..<10 {
      let range = Instant.milliseconds(second * 1000)..<Instant.milliseconds(second * 1000 + 1000)
      #expect(calls.count { range.contains($0) } == 300)
    }
    #expect(limit.calls == 3000 && limit.violation == nil)
  }

  @Test func `who comes late enough does not wait, and what was not used is not saved`() {
    var limit = CallLimit(callsPerSecond: 300, start: .simulationStart)
    let calls = [5000, 5004, 5005, 5005, 5005].map { wanted in
      limit.call(at: .milliseconds(wanted)) - .milliseconds(5000)
    }
    #expect(calls == [0, 4000, 7333, 10_666, 14_000])
    #expect(limit.violation == nil)
  }
}
