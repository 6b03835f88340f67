/// What screen 5 wants done.
public enum ReadModelRequest: Sendable {
  /// Nothing yet.
  case nothing
}
