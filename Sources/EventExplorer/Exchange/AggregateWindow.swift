public import EventSourcing

/// A part of the list of aggregates, around a place in it.
public struct AggregateWindow: Hashable, Sendable {
  /// The place.
  public enum Anchor: Hashable, Sendable {
    /// The beginning.
    case first
    /// The end.
    case last
    /// An aggregate, or the place where it would stand.
    case around(AggregateID)
  }

  /// The order.
  public var order: AggregateQuery.Order
  /// Whether the greatest comes first.
  public var descending: Bool
  /// The place.
  public var anchor: Anchor
  /// How many are wanted on each side of it.
  public var count: Int

  /// Creates a window.
  public init(order: AggregateQuery.Order, descending: Bool, anchor: Anchor, count: Int) {
    self.order = order
    self.descending = descending
    self.anchor = anchor
    self.count = count
  }
}
