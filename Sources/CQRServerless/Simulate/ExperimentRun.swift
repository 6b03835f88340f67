import Architectures
import EventSourcing
import Glibc
import Simulation

/// The runs that `cqrs simulate` was asked for, and how they are shown.
///
/// Unchecked, because reports come one at a time.
final class ExperimentRun: @unchecked Sendable {
  private let command: SimulateCommand
  private let architectures: [ArchitectureName]
  private let points: [Experiment.Point]
  private var reports: [RunReport] = []

  init(_ command: SimulateCommand) throws {
    self.command = command
    architectures = command.architectures
    do {
      points = try command.experiment().points()
    } catch let error as InvalidParameter {
      throw CommandFailure(.usage, "\(error)")
    }
  }

  /// Does the runs, and prints what they did.
  func perform() throws {
    let runs = points.flatMap { point in
      architectures.map { SideBySide.Run(architecture: $0, options: point.options) }
    }
    try SideBySide.perform(runs) { _, report in try self.add(report) }
    if reports.count < runs.count, !reports.contains(where: \.isPartial) {
      // What is printed shows that it is not all, though all of it is whole.
      let next = runs[reports.count]
      try add(Laboratory.cutOffAtStart(next.architecture, next.options))
    }
    if !command.json { try printForPeople() }
    if Interruption.isWished {
      if reports.count < runs.count || reports.contains(where: \.isPartial) {
        let done = reports.count { !$0.isPartial }
        StandardError.say("cut off: \(done) of \(Counted(runs.count, "run")) done")
      }
      throw EndedBySignal(number: SIGINT)
    }
    try BrokenRules.check(zip(runs, reports))
  }

  private var isSweep: Bool { !points[0].swept.isEmpty }

  /// Takes the next report; as JSON it is printed at once: whoever reads a sweep through a pipe need not wait
  /// for its end.
  private func add(_ report: RunReport) throws {
    let point = points[reports.count / architectures.count]
    reports.append(report)
    guard command.json else { return }
    var output = StandardOutput()
    output.write(safe: report.json(options: isSweep ? point.namedOptions : []))
    try output.flush()
  }

  private func printForPeople() throws {
    let style = TextStyle.standardOutput
    var output = StandardOutput()
    for line in isSweep || command.chart ? sweepLines(style) : tableLines(style) {
      output.write(safe: line)
    }
    try output.flush()
  }

  private func tableLines(_ style: TextStyle) -> [String] {
    ReportTable(reports, options: points[0].namedOptions).lines(style)
  }

  private func sweepLines(_ style: TextStyle) -> [String] {
    let rows = reports.enumerated().map { place, report in
      SweepRow(points[place / architectures.count], report)
    }
    let figure =
      command.figure.flatMap(Figure.named) ?? Figure.ofSweep(points[0].swept, among: reports)
    let table = SweepTable(rows, figure: figure).lines(style)
    return command.chart ? table + [""] + SweepChart(rows, figure: figure).lines(style) : table
  }
}
