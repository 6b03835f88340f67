/// Whether the cloud takes an attempt at an append in.
public enum Admission: Hashable, Sendable {
  /// It does, and what the attempt needs is taken. Commit and answer come later than was scheduled by so
  /// many microseconds.
  case accepted(delayMicroseconds: Int64)
  /// It does, and the attempt will fail when it is to commit, through no fault of its own.
  case aborting(delayMicroseconds: Int64)
  /// It does not; nothing was taken but what the refusal costs.
  case refused(Refusal)

  /// Taken in, as scheduled.
  public static let accepted = Admission.accepted(delayMicroseconds: 0)
}
