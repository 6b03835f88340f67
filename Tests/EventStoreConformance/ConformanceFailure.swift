/// A rule of event stores that a store breaks.
public struct ConformanceFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The rule's name, a sentence.
  public var rule: String
  /// What was seen and what was wanted.
  public var detail: String
  /// The seed with which it shows again.
  public var seed: UInt64

  /// The rule, what was seen, and the seed.
  public var description: String { "\(rule): \(detail) (seed \(seed))" }
}

/// What a check saw; the rule's name and the seed are added outside.
struct Violation: Error, CustomStringConvertible {
  var description: String
}

/// Throws a ``Violation`` unless a condition holds.
func expect(_ condition: Bool, _ description: @autoclosure () -> String) throws {
  guard condition else { throw Violation(description: description()) }
}
