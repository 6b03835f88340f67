/// What screen 6 wants done.
public enum LaboratoryRequest: Hashable, Sendable {
  /// Does runs, several at a time, and ends those of a number before; answered by `.progress` now and then, by
  /// `.report` for each run that has begun, and by `.ended` last.
  case run(number: Int, [LaboratoryRun])
  /// Cuts the runs off that are under way, and begins no more of them.
  case cancel(number: Int)
}
