import Architectures
import EventSourcing
import Simulation
import Testing

/// A sweep's runs as table and chart.
@Suite struct SweepTests {
  private func rows() throws -> [SweepRow] {
    var experiment = Experiment()
    try experiment.set(.named("rate"), to: "500..1500:500")
    return try experiment.points().enumerated().flatMap { place, point in
      [ArchitectureName.dynamoDBWithKSUIDs, .quantumLedger].map { name in
        SweepRow(
          point,
          InventedReports.report(name, appended: Int64(30_000 + 1_000 * place)) { report in
            if name == .dynamoDBWithKSUIDs {
              report.lag = InventedReports.percentiles(2_000, 4_000, 12_000 << Int64(3 * place), 0)
            }
            report.isPartial = place == 2 && name == .quantumLedger
          })
      }
    }
  }

  private func figure(_ name: String) throws -> Figure { try #require(Figure.named(name)) }

  @Test(arguments: [120, 80, 40]) func `a row a run`(columns: Int) throws {
    let lines = SweepTable(try rows(), figure: try figure("lag-p99"))
      .lines(TextStyle(columns: columns))
    try GoldenText.expect(lines, "sweep-\(columns)")
  }

  @Test func `bars to one scale, in eighths of a column or in ASCII`() throws {
    for isUnicode in [true, false] {
      let style = TextStyle(columns: 80, isUnicode: isUnicode)
      let lines = SweepChart(try rows(), figure: try figure("lag-p99")).lines(style)
      #expect(lines.allSatisfy { $0.count <= 80 })
      #expect(isUnicode || lines.joined().unicodeScalars.allSatisfy { $0.isASCII })
      try GoldenText.expect(lines, isUnicode ? "chart" : "chart-ascii")
    }
  }

  @Test(
    arguments: [
      ("clock-skew", "checkpoint-missed"), ("reader.window", "checkpoint-missed"),
      ("rate", "lag-p99"), ("shards", "lag-p99"), ("writers", "append-p99"),
    ])
  func `a sweep has a figure that it is about`(swept: String, name: String) throws {
    let reports = try rows().map(\.report).map { report in
      var report = report
      report.readers = [InventedReports.reader(.checkpoint, delivered: 1, missed: 1)]
      return report
    }
    #expect(Figure.ofSweep([try .named(swept)], among: reports).name == name)
  }

  @Test func `a figure that nobody has is not drawn unasked`() throws {
    let ledger = InventedReports.report(.quantumLedger)
    #expect(Figure.ofSweep([try .named("rate")], among: [ledger]).name == "append-p99")
    #expect(Figure.ofSweep([], among: []).name == "appended")
  }

  @Test func `names of figures are words, and each is one figure's`() {
    let names = Figure.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.wholeMatch(of: /[a-z0-9-]+/) != nil })
  }
}
