/// One thing that an audit looked at.
public struct VerifyCheck: Hashable, Sendable {
  /// What was looked at, in a word or two.
  public var name: String
  /// What is wrong; nil if all is well.
  public var problem: String?

  /// Creates a check's outcome.
  public init(name: String, problem: String? = nil) {
    self.name = name
    self.problem = problem
  }
}

/// Problems of one kind: the first few in words, all in number.
struct ProblemList {
  private var first: [String] = []
  private var count = 0

  /// Adds a problem.
  mutating func add(_ problem: String) {
    count += 1
    if first.count < 3 { first.append(problem) }
  }

  /// The outcome of the check.
  func check(_ name: String) -> VerifyCheck {
    guard count > 0 else { return VerifyCheck(name: name) }
    let more = count > first.count ? "; and \(count - first.count) more" : ""
    return VerifyCheck(name: name, problem: first.joined(separator: "; ") + more)
  }
}
