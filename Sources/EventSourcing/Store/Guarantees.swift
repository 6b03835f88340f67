/// What a store promises the readers of its global stream.
public struct Guarantees: Hashable, Sendable {
  /// How the final stream compares with the order of commits.
  public enum GlobalOrder: String, Sendable {
    /// No promise at all.
    case none
    /// The order of commits within each aggregate.
    case perAggregate = "per-aggregate"
    /// The order of commits.
    case total
  }

  /// How the final stream compares with the order of commits.
  public var globalOrder: GlobalOrder
  /// Whether an event can become visible behind a cursor that a reader already holds.
  public var appearsBehindCursor: Bool
  /// Whether the stream shows an event in the instant its append is acknowledged.
  public var readsOwnWrites: Bool

  /// Creates the promises of a store.
  public init(globalOrder: GlobalOrder, appearsBehindCursor: Bool, readsOwnWrites: Bool) {
    self.globalOrder = globalOrder
    self.appearsBehindCursor = appearsBehindCursor
    self.readsOwnWrites = readsOwnWrites
  }
}
