import EventSourcing
@testable import Simulation
import Testing
import VirtualTime

@Suite struct FinalStreamTests {
  /// Every pair looked at.
  private func inversions(_ positions: [UInt32]) -> Int64 {
    Int64(
      positions.indices.count { place in
        positions[(place + 1)...].contains { $0 < positions[place] }
      })
  }

  /// Neighbours in the order of commits among those that the stream has.
  private func adjacentInversions(_ positions: [UInt32]) -> Int64 {
    let sorted = positions.sorted()
    return Int64(
      zip(sorted, sorted.dropFirst()).count { earlier, later in
        let place = positions.firstIndex(of: earlier) ?? 0
        return positions[..<place].contains(later)
      })
  }

  @Test func `inversions are those of a look at every pair`() {
    var random = SeededRandom(seed: 5)
    for count in [0, 1, 2, 3, 10, 60] {
      for _ in 0..<40 {
        var positions = (0..<UInt32(count)).map { $0 + 1 }
        positions.shuffle(using: &random)
        // Some were lost on the way.
        positions.removeLast(random.index(below: count / 4 + 1))
        let stream = FinalStream(positions: positions, committed: count)
        #expect(stream.inversions == inversions(positions))
        #expect(stream.adjacentInversions == adjacentInversions(positions))
        #expect(stream.violations == [])
      }
    }
  }

  @Test func `a stream of ids stands by id, whenever they became visible`() {
    var random = SeededRandom(seed: 8)
    let ids = (0..<500).map { place in
      let instant = Instant.simulationStart.advanced(
        byMicroseconds: Int64(place) * 20_000 + random.number(in: -2_000_000...2_000_000))
      return KSUID(clamping: instant, using: &random)
    }
    var visible = (0..<UInt32(500)).map { $0 + 1 }
    visible.shuffle(using: &random)
    let sorted = visible.sorted { ids[Int($0) - 1] < ids[Int($1) - 1] }
    #expect(FinalStream(visible: visible, ids: ids).positions == sorted)
    #expect(FinalStream(visible: [], ids: []).positions == [])
  }

  @Test func `an event twice, and an aggregate out of order, are found`() {
    #expect(FinalStream(positions: [1, 2, 2], committed: 2).violations.count == 1)
    let stream = FinalStream(positions: [2, 1, 3], committed: 3)
    #expect(stream.aggregateOrderViolations([7, 7, 8]).count == 1)
    #expect(stream.aggregateOrderViolations([7, 8, 8]) == [])
  }
}
