/// What screen 4 wants done.
public enum SkewRequest: Sendable {
  /// Nothing yet.
  case nothing
}
