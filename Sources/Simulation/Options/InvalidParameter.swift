/// What is wrong with a parameter's name or value, or with all of them together.
public enum InvalidParameter: Error, Hashable, Sendable {
  /// There is no parameter of this name.
  case unknown(String, nearest: String)
  /// A value that is none.
  case malformed(name: String, text: String, wanted: String)
  /// A value outside the parameter's range.
  case outOfRange(name: String, text: String, range: String, unit: String)
  /// A row of values where there can be one alone.
  case notANumber(name: String)
  /// A line that sets nothing.
  case noAssignment(String)
  /// More runs than can be waited for.
  case tooManyPoints(most: Int)
  /// Values that contradict each other.
  case contradiction(String)
}

extension InvalidParameter: CustomStringConvertible {
  /// A sentence for people, with what to write instead.
  public var description: String {
    switch self {
    case .unknown(let name, let nearest):
      "there is no parameter \(Self.shown(name)); the nearest is \(nearest) (--list-parameters names all)"
    case .malformed(let name, let text, let wanted): "\(name) is \(wanted), not \(Self.shown(text))"
    case .outOfRange(let name, let text, let range, let unit):
      "\(name) is from \(range)\(unit.isEmpty ? "" : " " + unit), not \(Self.shown(text))"
    case .notANumber(let name): "\(name) is no number, and takes one value at a time"
    case .noAssignment(let text): "NAME=VALUE is wanted, not \(Self.shown(text))"
    case .tooManyPoints(let most): "a sweep has \(most) points at most"
    case .contradiction(let words): words
    }
  }

  /// What was given, in a length that a line has room for.
  private static func shown(_ text: String) -> String {
    guard !text.isEmpty else { return "nothing" }
    return text.count > 60 ? text.prefix(60) + "…" : text
  }
}
