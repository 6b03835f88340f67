import Simulation

/// Reports as they come in.
///
/// Unchecked, because they come one at a time.
final class ReportList: @unchecked Sendable {
  /// All so far, in their order.
  private(set) var all: [RunReport] = []

  /// Adds the next one.
  func add(_ report: RunReport) {
    all.append(report)
  }
}
