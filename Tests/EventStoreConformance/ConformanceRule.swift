/// Something that every event store must do; what differs between stores is asserted as the store's own
/// `guarantees` declare it.
///
/// With Swift Testing: `@Test(arguments: ConformanceRule.all)` and `try await rule.check(store)`. Nothing
/// here needs a test framework.
public struct ConformanceRule: Sendable, CustomStringConvertible {
  /// The rule, a sentence.
  public let name: String
  private let body: @Sendable (Trial) async throws -> Void

  init(_ name: String, _ body: @escaping @Sendable (Trial) async throws -> Void) {
    self.name = name
    self.body = body
  }

  /// The rule, a sentence.
  public var description: String { name }

  /// Every rule there is.
  public static let all: [ConformanceRule] =
    appending + retrying + paging + concurrency + promises + content

  /// Checks a fresh store of a kind.
  /// - Throws: `ConformanceFailure` if the rule is broken, or the store throws something unforeseen.
  public func check(_ kind: StoreUnderTest) async throws {
    do {
      let trial = Trial(kind: kind, store: try await kind.makeStore())
      try await body(trial)
    } catch {
      throw ConformanceFailure(rule: name, detail: "\(error)", seed: kind.seed)
    }
  }
}
