import Architectures
import Foundation
@testable import Simulation
import Testing

@Suite struct RandomOptionsTests {
  @Test func `all that is drawn from can be set`() throws {
    for variation in RandomOptions.load + RandomOptions.others {
      for assignments in variation {
        var experiment = Experiment()
        for assignment in assignments.split(separator: ";") { try experiment.assign(assignment) }
        #expect(try experiment.points().count == 1, "\(assignments)")
      }
    }
  }

  @Test func `the same seed draws the same, another one something else`() throws {
    let drawn = try (1...500).map { try RandomOptions.draw(seed: $0) }
    #expect(Set(drawn).count == 500)
    #expect(try RandomOptions.draw(seed: 77) == drawn[76])
    #expect(drawn.allSatisfy { $0.contradiction == nil })
  }

  @Test(arguments: ArchitectureName.allCases)
  func `no rule is broken, whatever is drawn`(architecture: ArchitectureName) throws {
    // Drawn, so that every run of the tests looks elsewhere; CQRS_SEED replays one.
    let given = ProcessInfo.processInfo.environment["CQRS_SEED"].flatMap { UInt64($0) }
    let first = given ?? .random(in: 0 ... .max)
    for step: UInt64 in 0..<100 {
      let options = try RandomOptions.draw(seed: first &+ step)
      let report = Laboratory.run(architecture, options)
      let line = options.commandLine(architecture)
      #expect(report.violations == [], "CQRS_SEED=\(first &+ step): \(line)")
      #expect(report.offered == report.appended + report.failed + report.unfinished, "\(line)")
      for reader in report.readers {
        #expect(reader.delivered + reader.missed == report.appended, "\(line)")
      }
    }
  }
}
