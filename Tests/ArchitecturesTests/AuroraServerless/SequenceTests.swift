import EventSourcing
import Testing
import VirtualTime

@testable import Architectures

/// What aurora-serverless says of its own sequence and lock, sound and broken.
@Suite struct SequenceTests {
  private let start = Instant.simulationStart

  private func database(
    locked: Bool = false, aborts: Ratio = .never, lastNumber: Int64 = 0
  ) -> AuroraServerless {
    var parameters = CloudParameters()
    parameters.database.isLocked = locked
    parameters.database.aborts = aborts
    return AuroraServerless(
      parameters: parameters, seed: 1, start: start, lastNumber: lastNumber)
  }

  private func attempt(_ number: Int, events: Int = 1) -> AppendAttempt {
    AppendAttempt(
      number: number,
      writes: [TableWrite](repeating: TableWrite(aggregateHash: 1, bytes: 400), count: events))
  }

  private func write(_ position: Int64, at now: Instant) -> StreamWrite {
    StreamWrite(
      position: position, eventID: .min, aggregateHash: 1, bytes: 400, committedAt: now)
  }

  @Test func `positions of aborted and of refused transactions are holes`() {
    var database = database(aborts: Ratio(1, of: 1), lastNumber: 40)
    _ = database.admit(attempt(1, events: 3), conditionHolds: true, at: start)
    #expect(database.violations == [] && database.holes == 0)
    database.release(1, at: start)
    _ = database.admit(attempt(2, events: 2), conditionHolds: false, at: start)
    #expect(database.holes == 5 && database.lastNumber == 45)
    // One that was committed by somebody else has a position too.
    database.committed(write(1, at: start), of: nil, at: start)
    #expect(database.lastNumber == 46 && database.violations == [])
    #expect(database.loads(at: start)[0].refused == 1)
  }

  @Test func `an event more than its transaction has drawn positions for is noted`() {
    var database = database()
    _ = database.admit(attempt(1), conditionHolds: true, at: start)
    database.committed(write(1, at: start), of: 1, at: start)
    #expect(database.violations == [])
    database.committed(write(2, at: start), of: 1, at: start)
    database.release(1, at: start)
    #expect(database.violations.count == 1)
  }

  @Test(arguments: [true, false])
  func `two transactions at a time are noted where there is a lock`(locked: Bool) {
    var database = database(locked: locked)
    for number in 1...2 {
      _ = database.admit(attempt(number), conditionHolds: true, at: start)
    }
    let later = start.advanced(byMicroseconds: 1)
    for number in 1...2 {
      database.committed(write(Int64(number), at: later), of: number, at: later)
      database.release(number, at: later)
    }
    #expect(database.violations.count == (locked ? 1 : 0))
  }

  @Test func `one transaction may begin in the instant in which another ends`() {
    var database = database(locked: true)
    for number in 1...3 {
      let now = start.advanced(byMicroseconds: Int64(number))
      _ = database.admit(attempt(number), conditionHolds: true, at: now)
      guard number > 1 else { continue }
      database.committed(write(Int64(number - 1), at: now), of: number - 1, at: now)
      database.release(number - 1, at: now)
    }
    #expect(database.violations == [])
  }

  @Test func `a capacity out of its bounds is among what is wrong`() {
    var database = database()
    database.capacity.thousandths = 9_000
    #expect(database.violations.count == 1)
  }
}
