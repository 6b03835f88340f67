/// Why a line is no event.
public enum InvalidEventLine: Error, Hashable, Sendable {
  /// It is not JSON, or not an object with an event's keys and their types.
  case malformed(MalformedJSON)
  /// A key is missing.
  case missingKey(String)
  /// The event breaks a rule.
  case event(InvalidEvent)
  /// It is longer than any event needs to be.
  case tooLong(longest: Int)
}

extension InvalidEventLine: CustomStringConvertible {
  /// What is wrong, safe to print.
  public var description: String {
    switch self {
    case .malformed(let json): "byte \(json.column): \(json.reason)"
    case .missingKey(let key): "\(key) is missing"
    case .event(let event): event.description
    case .tooLong(let longest): "the line has more than \(longest) bytes"
    }
  }
}
