/// One run of a sweep: the values that are swept, and what the run did.
public struct SweepRow: Sendable {
  /// What is swept, by name, with this run's values as text.
  public var swept: [(name: String, value: String)]
  /// What the run did.
  public var report: RunReport

  /// Creates the row of a point.
  public init(_ point: Experiment.Point, _ report: RunReport) {
    swept = point.swept.map { ($0.option ?? $0.name, $0.text(in: point.options)) }
    self.report = report
  }
}
