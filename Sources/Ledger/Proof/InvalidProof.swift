public import EventSourcing

/// Why a text is no proof.
public enum InvalidProof: Error, Hashable, Sendable {
  /// It is not JSON, or not an object with a proof's keys and their types.
  case malformed(MalformedJSON)
  /// A key is missing.
  case missingKey(String)
  /// The event breaks a rule.
  case event(InvalidEvent)
  /// A number is out of its range.
  case number(key: String, Int64, allowed: ClosedRange<Int64>)
  /// It is longer than any proof needs to be.
  case tooLong(longest: Int)
}

extension InvalidProof {
  /// What is wrong with the event's object, which begins after so many bytes of the proof.
  init(_ error: InvalidEventLine, after bytes: Int) {
    switch error {
    case .malformed(let json):
      self = .malformed(MalformedJSON(column: json.column + bytes, reason: json.reason))
    case .missingKey(let key): self = .missingKey(key)
    case .event(let event): self = .event(event)
    case .tooLong(let longest): self = .tooLong(longest: longest)
    }
  }
}

extension InvalidProof: CustomStringConvertible {
  /// What is wrong, safe to print.
  public var description: String {
    switch self {
    case .malformed(let json): "byte \(json.column): \(json.reason)"
    case .missingKey(let key): "\(key) is missing"
    case .event(let event): event.description
    case .number(let key, let number, let allowed):
      "\(key) is \(number); \(allowed.lowerBound) to \(allowed.upperBound) are allowed"
    case .tooLong(let longest): "it has more than \(longest) bytes"
    }
  }
}
