import Architectures
import Testing
import VirtualTime

@Suite struct WriterClockTests {
  @Test func `a clock keeps its place among the writers when they drift apart`() {
    var random = SeededRandom(seed: 1)
    var clock = WriterClock(deviationMicroseconds: 50_000, start: .simulationStart, &random)
    let offset = clock.offsetMicroseconds
    clock.change(deviationMicroseconds: 500_000)
    #expect(offset != 0 && abs(clock.offsetMicroseconds - 10 * offset) <= 10)
    clock.change(deviationMicroseconds: 0)
    #expect(clock.reading(at: .simulationStart) == .simulationStart)
  }

  @Test func `a clock drifts, and is set back`() {
    var random = SeededRandom(seed: 1)
    var clock = WriterClock(
      deviationMicroseconds: 0, driftPerMillion: 100, start: .simulationStart, &random)
    let later = Instant.simulationStart.advanced(byMicroseconds: 10_000_000)
    clock.step = (at: later, byMicroseconds: -5000)
    #expect(clock.reading(at: later) - later == 1000 - 5000)
    let before = later.advanced(byMicroseconds: -1)
    #expect(clock.reading(at: before) - before == 900)
  }
}
