/// Why a text is no scenario, and where.
public struct InvalidScenario: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file's name.
  public var file: String
  /// The line, from 1; nil for what is wrong with the whole.
  public var line: Int?
  /// What is wrong, in words.
  public var words: String

  /// File, line and what is wrong.
  public var description: String {
    line.map { "\(file):\($0): \(words)" } ?? "\(file): \(words)"
  }
}
