/// What screen 4 learns.
public enum SkewAnswer: Sendable {
  /// Nothing yet.
  case nothing
}
