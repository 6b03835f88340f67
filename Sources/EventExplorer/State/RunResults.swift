import Architectures
import EventSourcing
import Simulation

/// What architectures did on the same load, side by side.
struct RunResults: Hashable, Sendable {
  /// The load.
  let options: SimulationOptions
  /// What each did, in the order of the columns; one at least.
  let reports: [RunReport]
  /// Runs that were cancelled before they began.
  let notBegun: Int
  /// The figures.
  let rows: [ReportTable.Row]
  /// The load in a line.
  let caption: String

  /// Results of runs; nil if none of them began.
  init?(of runs: RunsUnderWay) {
    let reports = runs.reports.compactMap(\.self)
    guard let options = runs.runs.first?.options, !reports.isEmpty else { return nil }
    self.options = options
    self.reports = reports
    notBegun = runs.runs.count - reports.count
    let table = Self.table(reports, options)
    rows = table.rows
    caption = table.caption
  }

  private static func table(_ reports: [RunReport], _ options: SimulationOptions) -> ReportTable {
    let point = try? Experiment(options).points().first
    return ReportTable(reports, options: point?.namedOptions ?? [])
  }

  // MARK: What it says

  /// What is to be said of a column beside its figures; nil if the run is whole and sound.
  func mark(of column: Int) -> String? {
    let report = reports[column]
    if !report.violations.isEmpty { return "(broken)" }
    return report.isPartial ? "(partial)" : nil
  }

  /// Whether a column has such a mark.
  var hasMarks: Bool { reports.indices.contains { mark(of: $0) != nil } }

  /// What an architecture did, in plain words.
  func words(of column: Int) -> String {
    let report = reports[column]
    guard !report.violations.isEmpty else {
      return "\(report.architecture.rawValue): \(report.words)"
    }
    return "\(report.architecture.rawValue) \(brokenWords(report)). \(report.words)"
  }

  /// The same without its name; nil for one that was not run.
  func plainWords(of architecture: ArchitectureName) -> String? {
    reports.first { $0.architecture == architecture }?.words
  }

  private func brokenWords(_ report: RunReport) -> String {
    "broke a rule that every run must keep: " + report.violations.joined(separator: "; ")
  }

  /// How the runs ended, in a line.
  var summary: (words: String, isSound: Bool) {
    let broken = reports.count { !$0.violations.isEmpty }
    if broken > 0 {
      return ("\(Shown.count(broken, "run")) broke a rule that every run must keep", false)
    }
    let partial = reports.count(where: \.isPartial)
    guard partial + notBegun > 0 else {
      return ("\(Shown.count(reports.count, "run")) done", true)
    }
    let parts = [
      "\(reports.count - partial) of \(reports.count + notBegun) done",
      partial > 0 ? "\(partial) cut off" : nil, notBegun > 0 ? "\(notBegun) not begun" : nil,
    ]
    return ("cancelled: " + parts.compactMap(\.self).joined(separator: ", "), false)
  }

  // MARK: Exported

  /// The results for a file.
  func exported(_ form: ExportForm) -> String {
    switch form {
    case .json: return "[\n" + reports.map { $0.json() }.joined(separator: ",\n") + "\n]\n"
    case .jsonLines: return reports.map { $0.json() + "\n" }.joined()
    case .csv:
      let heading = ["figure"] + reports.map(\.architecture.rawValue)
      let lines = rows.map { row in
        [row.label] + row.cells.map { $0.text == "-" ? "" : $0.text.filter { $0 != "," } }
      }
      return ([heading] + lines).map { CSV.line($0) }.joined()
    case .text:
      var lines = Self.table(reports, options).lines(TextStyle(columns: 120))
      for report in reports where !report.violations.isEmpty {
        lines.append("\(report.architecture.rawValue) \(brokenWords(report))")
      }
      if notBegun > 0 { lines.append("\(Shown.count(notBegun, "run")) cancelled before the start") }
      return lines.joined(separator: "\n") + "\n"
    }
  }
}
