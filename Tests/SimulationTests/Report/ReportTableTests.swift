import Architectures
import EventSourcing
@testable import Simulation
import Testing

/// What people read.
@Suite struct ReportTableTests {
  @Test(arguments: [120, 80]) func `six architectures side by side`(columns: Int) throws {
    let lines = ReportTable(InventedReports.all, options: [("shards", "2")])
      .lines(TextStyle(columns: columns))
    #expect(lines.allSatisfy { $0.count <= columns })
    #expect(lines.joined().unicodeScalars.allSatisfy { $0.isASCII })
    try GoldenText.expect(lines, "table-\(columns)")
  }

  @Test func `a run that was cut off says so`() throws {
    let cut = InventedReports.report(.dynamoDBTransactions, appended: 1_000) { report in
      (report.isPartial, report.durationMicroseconds) = (true, 12_345_678)
      (report.offered, report.unfinished) = (6_000, 5_000)
    }
    let lines = ReportTable([cut, InventedReports.throttled]).lines(TextStyle(columns: 120))
    try GoldenText.expect(lines, "table-partial")
  }

  @Test func `colours come on top of the marks`() {
    let plain = ReportTable(InventedReports.all).lines(TextStyle(columns: 120))
    let coloured = ReportTable(InventedReports.all).lines(
      TextStyle(columns: 120, isColoured: true))
    #expect(coloured.contains { $0.contains("\u{1b}[32m") })
    #expect(coloured.contains { $0.contains("\u{1b}[31m") })
    #expect(coloured.map { $0.replacing(/\u{1b}\[\d+m/, with: "") } == plain)
  }

  @Test func `values that are level get no mark, nor does what most share`() {
    func marks(_ appended: [Int64]) -> [Standing?] {
      Standing.among(appended.map { Int128($0) }, .higher)
    }
    #expect(marks([500, 495, 500]) == [nil, nil, nil])
    #expect(marks([500, 495, 500, 30]) == [nil, nil, nil, .worst])
    #expect(marks([500, 30]) == [.best, .worst])
    #expect(Standing.among([nil, 5, 10, 20], .lower) == [nil, .best, nil, .worst])
    #expect(Standing.among([5, 10], .none) == [nil, nil])
    #expect(Standing.among([nil, nil], .lower) == [nil, nil])
  }

  @Test func `more than nothing is never shown as nothing`() throws {
    let report = InventedReports.report(.auroraServerless, appended: 1_000_000) { report in
      report.readers = [InventedReports.reader(.checkpoint, delivered: 999_999, missed: 1)]
    }
    let missed = try #require(Figure.named("checkpoint-missed"))
    #expect(missed.text(report) == "<0.01")
    #expect(missed.text(InventedReports.all[5]) == "0.00")
    #expect(try #require(Figure.named("overlap-missed")).text(report) == nil)
  }

  @Test func `words tell what kept an architecture from taking all`() {
    #expect(
      InventedReports.throttled.words
        == "took 1,008/s of 1,500/s offered: 85,886 attempts were throttled "
        + "(index/byEventId EVENT_1); its reader saw every event once.")
    let busy = InventedReports.report(.quantumLedger) { report in
      report.writers = 10_000
      (report.offered, report.appended) = (100_000, 50_000)
    }
    #expect(busy.words.contains("10,000 writers, each with one"), "\(busy.words)")
    #expect(InventedReports.report(.quantumLedger) { $0.offered = 0 }.words == "nothing fell due.")
  }

  @Test(arguments: [false, true])
  func `words name what lost events: a dual write, or the stream's retention`(isDualWrite: Bool) {
    for name in [ArchitectureName.dualTableLambda, .dualTableSQSFIFO]
    where name == .dualTableSQSFIFO || !isDualWrite {
      let words = InventedReports.report(name) { report in
        (report.lost, report.isDualWrite) = (12_799, isDualWrite)
      }.words
      #expect(words.contains("12,799 events"))
      #expect(words.contains("died between table and queue") == isDualWrite, "\(words)")
      #expect(words.contains("stream.kept") == !isDualWrite, "\(words)")
    }
  }
}
