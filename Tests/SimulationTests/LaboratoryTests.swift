import Architectures
import Simulation
import Testing

/// What every run of every architecture promises.
@Suite struct LaboratoryTests {
  private func options(seed: UInt64 = 1) -> SimulationOptions {
    var options = SimulationOptions()
    options.durationMicroseconds = 10_000_000
    options.seed = seed
    return options
  }

  @Test(arguments: ArchitectureName.allCases)
  func `the same options give the same bytes, another seed other figures`(
    architecture: ArchitectureName
  ) {
    let first = Laboratory.run(architecture, options()).json()
    #expect(Laboratory.run(architecture, options()).json() == first)
    let other = Laboratory.run(architecture, options(seed: 2)).json()
    #expect(other.replacing(#""seed":2"#, with: #""seed":1"#) != first)
  }

  @Test(arguments: ArchitectureName.allCases)
  func `a run that is cut off reports what was done`(architecture: ArchitectureName) {
    var options = options()
    options.durationMicroseconds = 3_600_000_000
    let report = Laboratory.run(architecture, options) { $0 < 10_000 }
    #expect(report.isPartial && report.json().hasSuffix(#","partial":true}"#))
    #expect(report.durationMicroseconds < 3_600_000_000 && report.appended > 0)
    #expect(report.offered == report.appended + report.failed + report.unfinished)
    #expect(report.words.hasPrefix("cut off after"))
  }

  @Test(arguments: ArchitectureName.allCases)
  func `the ends of the ranges are run, not only what lies between`(
    architecture: ArchitectureName
  ) throws {
    for assignments in [
      ["duration=0.001"], ["rate=0.001"], ["writers=10000", "duration=0.5"], ["writers=1"],
      ["rate=1000000", "duration=0.1", "writers=200"], ["aggregates=1", "writers=50"],
      ["clock-skew=3600000", "duration=1"], ["shards=1000", "duration=1"],
      ["event.bytes=409600", "duration=1"], ["seed=18446744073709551615", "duration=1"],
      ["rate=0.01", "duration=86400"], ["clock-step=3600000", "duration=1"],
      ["abort=1", "lost-answer=1", "duration=1"], ["crash=0.99", "redeliver=1", "duration=1"],
    ] {
      var experiment = Experiment(options())
      for assignment in assignments { try experiment.assign(assignment) }
      let report = Laboratory.run(architecture, experiment.options)
      #expect(report.violations == [], "\(assignments)")
    }
  }
}
