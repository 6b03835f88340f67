/// What screen 6 wants done.
public enum LaboratoryRequest: Sendable {
  /// Nothing yet.
  case nothing
}
