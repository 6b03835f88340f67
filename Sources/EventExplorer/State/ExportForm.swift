/// What a screen is exported as.
enum ExportForm: Hashable, Sendable {
  /// Lines for people.
  case text
  /// JSON.
  case json

  /// What a file of a name holds: JSON if its name ends with `.json`.
  init(fileName: String) {
    self = fileName.lowercased().hasSuffix(".json") ? .json : .text
  }
}
