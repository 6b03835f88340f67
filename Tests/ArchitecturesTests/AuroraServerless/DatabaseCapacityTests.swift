import Testing
import VirtualTime

@testable import Architectures

@Suite struct DatabaseCapacityTests {
  private let start = Instant.simulationStart

  private func second(_ number: Int64, _ microseconds: Int64 = 0) -> Instant {
    start.advanced(byMicroseconds: number * 1_000_000 + microseconds)
  }

  /// Asks so many times a second, evenly, for some seconds.
  private func load(
    _ capacity: inout DatabaseCapacity, perSecond rate: Int64, seconds: Range<Int64>
  ) {
    for second in seconds {
      for append in 0..<rate {
        _ = capacity.serve(at: self.second(second, append * 1_000_000 / rate))
      }
    }
  }

  @Test func `half a unit serves 75 appends a second, one after the other`() {
    var capacity = DatabaseCapacity(DatabaseParameters(), start: start)
    #expect(capacity.serve(at: start) == start)
    #expect(capacity.serve(at: start) == second(0, 13_333))
    #expect(capacity.serve(at: start) == second(0, 26_666))
    #expect(capacity.serve(at: second(0, 500_000)) == second(0, 500_000))
  }

  @Test func `capacity grows by half a unit, later by a quarter, up to its limit`() {
    var capacity = DatabaseCapacity(DatabaseParameters(), start: start)
    var seen: [Int64] = []
    for second in Int64(0)..<14 {
      load(&capacity, perSecond: 2_000, seconds: second..<second + 1)
      capacity.follow(to: self.second(second + 1))
      seen.append(capacity.thousandths)
    }
    #expect(
      seen == [1000, 1500, 2000, 2500, 3125, 3906, 4882, 6102, 7627, 8000, 8000, 8000, 8000, 8000])
  }

  @Test func `it shrinks by half a unit for each fifteen quiet seconds, not below the least`() {
    var parameters = DatabaseParameters()
    parameters.leastThousandths = 1_000
    var capacity = DatabaseCapacity(parameters, start: start)
    load(&capacity, perSecond: 1_000, seconds: 0..<3)
    capacity.follow(to: second(3))
    let grown = capacity.thousandths
    #expect(grown > 2_000)
    // What is still queued keeps it busy for a while.
    capacity.follow(to: second(300))
    #expect(capacity.thousandths == 1_000)
  }

  @Test func `with a least capacity of nothing it begins paused, and pauses again when idle`() {
    var parameters = DatabaseParameters()
    parameters.leastThousandths = 0
    parameters.isReaderConnected = false
    var capacity = DatabaseCapacity(parameters, start: start)
    #expect(capacity.thousandths == 0)
    #expect(capacity.serve(at: second(1)) == second(16))
    capacity.follow(to: second(200))
    #expect(capacity.thousandths == 500)
    capacity.follow(to: second(303))
    #expect(capacity.thousandths == 0)
    #expect(capacity.serve(at: second(400)) == second(415))
  }

  @Test func `with a reader connected it does not pause again`() {
    var parameters = DatabaseParameters()
    parameters.leastThousandths = 0
    var capacity = DatabaseCapacity(parameters, start: start)
    #expect(capacity.serve(at: second(1)) == second(16))
    capacity.follow(to: second(10_000))
    #expect(capacity.thousandths == 500 && capacity.violation == nil)
    #expect(capacity.serve(at: second(10_001)) == second(10_001))
  }

  @Test func `what is still to be served keeps it awake`() {
    var parameters = DatabaseParameters()
    parameters.leastThousandths = 0
    parameters.isReaderConnected = false
    parameters.appendsPerUnit = 1
    parameters.pauseMicroseconds = 5_000_000
    var capacity = DatabaseCapacity(parameters, start: start)
    // Each takes two seconds of half a unit.
    for append in Int64(0)..<10 { #expect(capacity.serve(at: start) == second(15 + 2 * append)) }
    capacity.follow(to: second(30))
    #expect(capacity.serve(at: second(30)) == second(35))
  }

  @Test func `thresholds, steps and times are parameters`() {
    var parameters = DatabaseParameters()
    parameters.growAbove = 0
    parameters.growth = 100
    parameters.stepThousandths = 100
    parameters.shrinkBelow = 0
    var capacity = DatabaseCapacity(parameters, start: start)
    _ = capacity.serve(at: start)
    capacity.follow(to: second(1))
    #expect(capacity.thousandths == 1_000)
    parameters.growAbove = 90
    parameters.shrinkBelow = 90
    parameters.shrinkMicroseconds = 2_000_000
    parameters.leastThousandths = 350
    var quiet = DatabaseCapacity(parameters, start: start)
    load(&quiet, perSecond: 1_000, seconds: 0..<1)
    var seen: Set<Int64> = []
    for number in Int64(1)..<400 {
      quiet.follow(to: second(number))
      seen.insert(quiet.thousandths)
    }
    #expect(seen.isSuperset(of: [350, 400, 500, 8_000]) && seen.min() == 350, "\(seen)")
    #expect(quiet.violation == nil)
  }

  @Test(arguments: [0, 499, 8_001])
  func `a capacity out of its bounds is noted`(thousandths: Int64) {
    var capacity = DatabaseCapacity(DatabaseParameters(), start: start)
    _ = capacity.serve(at: start)
    #expect(capacity.violation == nil)
    capacity.thousandths = thousandths
    #expect(capacity.violation?.contains("\(thousandths)") == true)
  }

  @Test func `capacity is paid by the second`() {
    var capacity = DatabaseCapacity(DatabaseParameters(), start: start)
    capacity.follow(to: second(60))
    #expect(capacity.thousandthSeconds == 500 * 60)
  }
}
