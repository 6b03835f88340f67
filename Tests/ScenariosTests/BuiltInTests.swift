import Foundation
import Scenarios
import Testing

/// The scenarios that come with the program.
@Suite struct BuiltInTests {
  @Test(arguments: BuiltInScenarios.names)
  func `what a scenario claims to show, shows`(name: String) async throws {
    let scenario = try #require(try BuiltInScenarios.scenario(name))
    let figures = try await Played(scenario).figures
    #expect(!scenario.expectations.isEmpty)
    for expectation in scenario.expectations {
      let seen = figures[expectation.figure].map(expectation.figure.unit.text) ?? "nothing"
      #expect(expectation.holds(in: figures), "\(expectation.text), but it is \(seen)")
    }
  }

  @Test(arguments: BuiltInScenarios.names)
  func `a scenario is short, says what there is to see, and lets the presenter talk`(
    name: String
  ) throws {
    let scenario = try #require(try BuiltInScenarios.scenario(name))
    #expect(scenario.name == name)
    #expect((30_000_000...90_000_000).contains(scenario.length))
    #expect(scenario.slides >= 4)
    #expect(scenario.cues.first?.offset == 0)
    #expect(scenario.cues.contains { if case .pause = $0.action { true } else { false } })
  }

  @Test func `every file of the folder is in the program`() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Assets/scenarios")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(files) == Set(BuiltInScenarios.names.map { $0 + BuiltInScenarios.ending }))
    for name in BuiltInScenarios.names {
      let file = folder.appendingPathComponent(name + BuiltInScenarios.ending)
      #expect(try Array(Data(contentsOf: file)) == BuiltInScenarios.text(name))
    }
  }
}
