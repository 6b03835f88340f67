/// The committed events that a reader has not been handed, by position.
public struct UndeliveredEvents: Hashable, Sendable {
  /// Every event up to this position is either here or was handed over.
  public var through: Int64
  /// What the stream does not show yet.
  public var unseen: [Int64] = []
  /// What the stream shows, and the reader will be handed when it asks.
  public var waiting: [Int64] = []
  /// What the reader has passed, and will never be handed.
  ///
  /// It only grows at its end as long as ``epoch`` is the same.
  public var missed: [Int64] = []
  /// How often something was taken out of ``missed``.
  public var epoch = 0

  /// Creates a list that is empty up to a position.
  public init(through: Int64) {
    self.through = through
  }
}
