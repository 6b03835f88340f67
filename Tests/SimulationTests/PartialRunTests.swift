import Architectures
import EventSourcing
@testable import Simulation
import Testing

/// A run that is cut off tells of what was done until then, and of nothing that never was.
@Suite struct PartialRunTests {
  private func options(
    writers: Int, eventsPerSecond: Int64, seconds: Int64, seed: UInt64 = 1
  ) -> SimulationOptions {
    var options = SimulationOptions()
    options.writers = writers
    options.eventsPerThousandSeconds = eventsPerSecond * 1_000
    options.durationMicroseconds = seconds * 1_000_000
    options.seed = seed
    return options
  }

  @Test(arguments: ArchitectureName.allCases)
  func `appends that were not due yet were not offered`(architecture: ArchitectureName) {
    let options = options(writers: 4_000, eventsPerSecond: 4, seconds: 864_000)
    let report = Laboratory.run(architecture, options) { _ in false }
    #expect(report.isPartial)
    let due = 4 * report.durationMicroseconds / 1_000_000
    // Arrivals are Poisson's: a deviation is the root of their number, here less than two in a hundred.
    #expect(abs(report.offered - due) < due / 10, "\(report.offered) of \(due)")
    #expect(report.unfinished < 50, "\(report.unfinished)")
  }

  @Test(arguments: ArchitectureName.allCases)
  func `what never ran costs nothing`(architecture: ArchitectureName) {
    let whole = options(writers: 8, eventsPerSecond: 5, seconds: 864_000)
    let partial = Laboratory.run(architecture, whole) { _ in false }
    #expect(partial.isPartial)
    var short = whole
    short.durationMicroseconds = partial.durationMicroseconds
    let full = Laboratory.run(architecture, short)
    #expect(!full.isPartial)
    // What was on its way when it was cut off is a few events of thousands.
    let difference = abs(full.picodollars - partial.picodollars)
    #expect(
      difference * 100 <= full.picodollars, "\(partial.picodollars) for \(full.picodollars)")
  }

  @Test(arguments: ArchitectureName.allCases)
  func `the rules hold wherever it is cut off`(architecture: ArchitectureName) throws {
    let first = UInt64.random(in: 0 ... .max)
    for step: UInt64 in 0..<12 {
      var options = try RandomOptions.draw(seed: first &+ step)
      options.durationMicroseconds = max(options.durationMicroseconds, 600_000_000)
      var rest = step % 3
      let report = Laboratory.run(architecture, options) { _ in
        defer { rest &-= 1 }
        return rest > 0
      }
      let line = "seed \(first &+ step): \(options.commandLine(architecture))"
      #expect(report.violations == [], "\(line)")
      #expect(report.offered == report.appended + report.failed + report.unfinished, "\(line)")
    }
  }

  @Test(arguments: ArchitectureName.allCases)
  func `what is cut off at its start did nothing and breaks no rule`(
    architecture: ArchitectureName
  ) {
    let options = options(writers: 8, eventsPerSecond: 500, seconds: 1)
    let report = Laboratory.cutOffAtStart(architecture, options)
    #expect(report.isPartial && report.violations == [])
    #expect((report.offered, report.durationMicroseconds, report.picodollars) == (0, 0, 0))
    #expect(report.words == "cut off before anything fell due.")
  }

  @Test func `a drain of months is told in millionths too`() throws {
    var experiment = Experiment()
    for assignment in [
      "index.units=1", "event.bytes=409600", "index.backlog-limit=1000000000",
      "table.units=1000000", "rate=100", "duration=700", "writers=64",
    ] {
      try experiment.assign(assignment)
    }
    experiment.options.readers = [.checkpoint]
    var told: [Int64] = []
    let report = Laboratory.run(.dynamoDBWithKSUIDs, experiment.options) { millionths in
      told.append(millionths)
      return true
    }
    #expect(told.last == 1_000_000 && told == told.sorted())
    let greatest = try #require(report.lag?.greatest)
    #expect(greatest > 107 * 86_400_000_000, "\(greatest)")
    #expect(report.violations == [])
  }
}
