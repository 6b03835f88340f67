/// What screen 6 learns.
public enum LaboratoryAnswer: Sendable {
  /// Nothing yet.
  case nothing
}
