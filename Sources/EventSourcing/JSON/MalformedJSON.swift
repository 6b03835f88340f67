/// What is no JSON, or other JSON than was wanted, and where.
public struct MalformedJSON: Error, Hashable, Sendable {
  /// The byte at which it shows, counted from 1.
  public var column: Int
  /// What is wrong, safe to print.
  public var reason: String

  /// Creates the error.
  public init(column: Int, reason: String) {
    self.column = column
    self.reason = reason
  }
}
