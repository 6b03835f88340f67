import Glibc
import Simulation

/// `cqrs simulate --check-theory`: what is known beside what the laboratory gives.
struct TheoryRun {
  /// Does the runs of all checks, and prints the results.
  func perform() throws {
    let checks = TheoryCheck.all
    let runs = checks.flatMap { check in
      check.runs.map { SideBySide.Run(architecture: check.architecture, options: $0) }
    }
    let reports = ReportList()
    try SideBySide.perform(runs) { _, report in reports.add(report) }
    guard !Interruption.isWished else { throw EndedBySignal(number: SIGINT) }
    var results: [TheoryResult] = []
    var rest = reports.all[...]
    for check in checks {
      results.append(check.result(of: Array(rest.prefix(check.runs.count))))
      rest = rest.dropFirst(check.runs.count)
    }
    var output = StandardOutput()
    for line in TheoryTable.lines(results, .standardOutput) { output.write(safe: line) }
    try output.flush()
    try BrokenRules.check(zip(runs, reports.all))
    guard results.allSatisfy(\.agrees) else {
      throw CommandFailure(.damaged, "the laboratory differs from theory (see above)")
    }
  }
}
