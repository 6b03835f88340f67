public import EventSourcing

/// A kind of store, and what a check must know to use one.
public struct StoreUnderTest: Sendable {
  /// Makes an empty store; each rule has one of its own.
  public var makeStore: @Sendable () async throws -> any EventStore
  /// Waits until the global stream shows all that is committed.
  public var settle: @Sendable (any EventStore) async throws -> Void
  /// The index shards that events are spread over; 0: they are stored without.
  public var shards: Int
  /// What random events and orders are drawn from.
  public var seed: UInt64
  /// The rounds of random checks.
  public var rounds: Int

  /// Describes a kind of store.
  /// - Parameters:
  ///   - shards: The index shards that events are spread over; 0: they are stored without.
  ///   - seed: What random events and orders are drawn from; drawn itself where it is left out.
  ///   - rounds: The rounds of random checks.
  ///   - settle: Waits until the global stream shows all that is committed; nothing to do for a store
  ///     that reads its own writes.
  ///   - makeStore: Makes an empty store; each rule has one of its own.
  public init(
    shards: Int = 0, seed: UInt64 = .random(in: 0 ... .max), rounds: Int = 200,
    settle: @escaping @Sendable (any EventStore) async throws -> Void = { _ in },
    makeStore: @escaping @Sendable () async throws -> any EventStore
  ) {
    self.shards = shards
    self.seed = seed
    self.rounds = rounds
    self.settle = settle
    self.makeStore = makeStore
  }

  /// Checks every rule.
  /// - Throws: `ConformanceFailure` for the first rule that is broken.
  public func check() async throws {
    for rule in ConformanceRule.all { try await rule.check(self) }
  }
}
