@testable import Simulation
import Testing
import VirtualTime

@Suite struct DurationsTests {
  @Test func `percentiles are those of the sorted lengths`() throws {
    var random = SeededRandom(seed: 3)
    for count in [1, 2, 3, 10, 99, 100, 101, 1_000, 4_321] {
      // Few different values, many, and such as do not fit into four bytes.
      for greatest: Int64 in [2, 1_000_000, 10_000_000_000] {
        let lengths = (0..<count).map { _ in random.number(in: 0...greatest) }
        var durations = Durations()
        for length in lengths { durations.add(length) }
        let percents = [1, 5, 50, 95, 99, 100]
        let sorted = lengths.sorted()
        let wanted = percents.map { sorted[($0 * count + 99) / 100 - 1] }
        #expect(durations.percentiles(percents) == wanted, "\(count) up to \(greatest)")
      }
    }
  }

  @Test func `sorted, reversed and equal lengths are no exception`() {
    for lengths in [
      Array(0..<1_000), Array((0..<1_000).reversed()), Array(repeating: 7, count: 500),
    ] {
      var durations = Durations()
      for length in lengths { durations.add(Int64(length)) }
      let sorted = lengths.sorted().map(Int64.init)
      let middle = sorted[(50 * sorted.count + 99) / 100 - 1]
      #expect(durations.percentiles([50, 100]) == [middle, sorted[sorted.count - 1]])
    }
  }

  @Test func `of nothing there is none`() {
    var durations = Durations()
    #expect(durations.percentiles([50]) == nil)
  }
}
