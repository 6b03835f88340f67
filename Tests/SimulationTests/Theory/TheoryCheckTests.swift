import Architectures
@testable import Simulation
import Testing

@Suite struct TheoryCheckTests {
  private func check(_ expectation: TheoryCheck.Expectation) -> TheoryCheck {
    TheoryCheck(
      name: "appended", section: .readers, architecture: .quantumLedger,
      runs: [SimulationOptions()], expectation: expectation, unit: "/s", decimals: 1
    ) { (Double($0.appended), 1) }
  }

  private func reports(_ appended: Int64...) -> [RunReport] {
    appended.map { InventedReports.report(.quantumLedger, appended: $0) }
  }

  @Test func `the sampling error is that of the mean`() throws {
    let result = check(.number(100, slack: 0)).result(of: reports(90, 100, 110, 100))
    #expect(result.mean == 100)
    // The squares' sum is 200, so the variance 200/3, and the error its root over 2.
    #expect((result.error - (200.0 / 3).squareRoot() / 2).magnitude < 1e-9)
    #expect(result.agrees)
    #expect(result.measuredText == "100.0/s" && result.errorText == "+- 4.08")
  }

  @Test func `a figure that is off by more than the error allows differs`() {
    let close = reports(99, 100, 101, 100)
    #expect(check(.number(101, slack: 0)).result(of: close).agrees)
    #expect(!check(.number(103, slack: 0)).result(of: close).agrees)
    #expect(check(.number(103, slack: 2)).result(of: close).agrees)
    #expect(check(.range(101...110)).result(of: close).agrees)
    #expect(!check(.range(103...110)).result(of: close).agrees)
    #expect(!check(.range(0...1)).result(of: []).agrees)
  }

  @Test func `results stand in their sections, with a verdict each`() throws {
    let results = [
      check(.number(100, slack: 0)).result(of: reports(100, 100)),
      check(.range(5...10)).result(of: reports(100, 100)), check(.range(5...10)).result(of: []),
    ]
    try GoldenText.expect(TheoryTable.lines(results, TextStyle(columns: 80)), "theory")
  }

  @Test func `seeds of one check differ, and so do its runs`() {
    for check in TheoryCheck.all {
      #expect(Set(check.runs.map(\.seed)).count == check.runs.count)
      #expect(check.runs.allSatisfy { $0.contradiction == nil })
    }
  }
}
