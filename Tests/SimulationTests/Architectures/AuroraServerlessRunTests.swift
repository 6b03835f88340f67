import Architectures
import EventSourcing
import Simulation
import Testing
import VirtualTime

/// What aurora-serverless must show: positions that become visible out of turn, holes, and capacity that
/// follows the load with a delay.
@Suite struct AuroraServerlessRunTests {
  private func options(rate: Int64 = 300, writers: Int = 32) -> SimulationOptions {
    var options = SimulationOptions()
    options.writers = writers
    options.eventsPerThousandSeconds = rate * 1000
    return options
  }

  @Test func `a checkpoint misses what commits later, a horizon of transactions nothing`() {
    let report = Laboratory.run(.auroraServerless, options())
    let missed = report.readers.map(\.missed)
    let share = Double(missed[0]) / Double(report.appended)
    #expect((0.0003...0.02).contains(share), "\(share)")
    #expect(missed[1] == 0 && missed[2] == 0)
    #expect(report.inversions > 0)
    #expect(report.lag == nil)
    #expect(report.violations == [])
  }

  @Test func `one transaction in a hundred aborts, and its event is stored by another attempt`() {
    let report = Laboratory.run(.auroraServerless, options())
    #expect((100...300).contains(report.aborted), "\(report.aborted)")
    #expect(report.failed == 0)
  }

  @Test func `a lock around the numbering gives the order of commits, one writer at a time`() {
    var options = options(rate: 500, writers: 8)
    options.cloud.database.isLocked = true
    let locked = Laboratory.run(.auroraServerless, options)
    #expect(locked.globalOrder == .total && locked.inversions == 0)
    #expect(locked.readers.allSatisfy { $0.missed == 0 })
    #expect(locked.appended < 60 * 200, "\(locked.appended)")
    #expect(locked.violations == [])
  }

  @Test func `the first append after a pause takes the time to resume`() throws {
    var options = options(rate: 20, writers: 4)
    options.cloud.database.leastThousandths = 0
    let report = Laboratory.run(.auroraServerless, options)
    let latency = try #require(report.appendLatency)
    #expect((15_000_000...15_200_000).contains(latency.greatest), "\(latency.greatest)")
  }

  /// Every twenty seconds an append: far longer than the pause is waited for.
  @Test func `with readers connected only the first append waits, without them most do`() throws {
    var options = options(rate: 1, writers: 4)
    options.eventsPerThousandSeconds = 50
    options.durationMicroseconds = 300_000_000
    options.cloud.database.leastThousandths = 0
    options.cloud.database.pauseMicroseconds = 5_000_000
    let read = Laboratory.run(.auroraServerless, options)
    let latency = try #require(read.appendLatency)
    #expect(latency.median < 100_000, "\(latency.median)")
    #expect((15_000_000...15_200_000).contains(latency.greatest), "\(latency.greatest)")
    options.readers = []
    let unread = try #require(Laboratory.run(.auroraServerless, options).appendLatency)
    #expect(unread.median > 10_000_000, "\(unread.median)")
  }

  @Test func `capacity follows the load, and whoever came before it has waited`() throws {
    let slow = Laboratory.run(.auroraServerless, options(rate: 50, writers: 8))
    let fast = Laboratory.run(.auroraServerless, options(rate: 1000, writers: 64))
    #expect(try #require(slow.wait).p99 < 100_000)
    #expect(try #require(fast.wait).p99 > 1_000_000)
    #expect(fast.appended > 60 * 900)
    #expect(fast.picodollars > slow.picodollars)
  }
}
