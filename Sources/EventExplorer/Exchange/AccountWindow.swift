public import EventSourcing

/// A part of the list of accounts as a reader's projection has them, around a place in it.
public struct AccountWindow: Hashable, Sendable {
  /// What the list is sorted by.
  public enum Order: Hashable, Sendable {
    /// Those that are wrong first, by how much; then the others by id.
    case difference
    /// The id's bytes.
    case identifier
  }

  /// The reader.
  public var reader: ReaderStrategy
  /// The order.
  public var order: Order
  /// Whether it is the other way round.
  public var isReversed: Bool
  /// The place.
  public var anchor: AggregateWindow.Anchor
  /// How many are wanted on each side of it.
  public var count: Int

  /// Creates a window.
  public init(
    reader: ReaderStrategy, order: Order, isReversed: Bool, anchor: AggregateWindow.Anchor,
    count: Int
  ) {
    self.reader = reader
    self.order = order
    self.isReversed = isReversed
    self.anchor = anchor
    self.count = count
  }
}
