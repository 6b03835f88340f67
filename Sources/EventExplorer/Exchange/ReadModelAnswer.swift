/// What screen 5 learns.
public enum ReadModelAnswer: Sendable {
  /// Nothing yet.
  case nothing
}
