import Simulation

/// Runs that broke a rule which every run must keep.
enum BrokenRules {
  /// Says of each how to run it again.
  /// - Throws: `CommandFailure` if there is one.
  static func check(_ runs: some Sequence<(SideBySide.Run, RunReport)>) throws {
    var count = 0
    for (run, report) in runs where !report.violations.isEmpty {
      count += 1
      tell(run, report)
    }
    guard count == 0 else { throw failure(count) }
  }

  /// Says which rules a run broke, and how to run it again.
  static func tell(_ run: SideBySide.Run, _ report: RunReport) {
    StandardError.say("seed \(run.options.seed): \(run.options.commandLine(run.architecture))")
    for violation in report.violations { StandardError.say("  \(violation)") }
  }

  /// What a command ends with when so many runs broke a rule.
  static func failure(_ count: Int) -> CommandFailure {
    let runs = count == 1 ? "a run" : "\(count) runs"
    return CommandFailure(.damaged, "\(runs) broke a rule that every run must keep (see above)")
  }
}
