public import EventSourcing
public import VirtualTime

/// An event of one aggregate: the strong read, and what the index knows of it.
public struct HistoryRow: Hashable, Sendable {
  /// What the index shows.
  public enum Visibility: Hashable, Sendable {
    /// Not yet.
    case pending
    /// It was there before the index was laid.
    case before
    /// Since then.
    case since(Instant, isMissed: Bool)
  }

  /// The event.
  public var recorded: RecordedEvent
  /// What the index shows of it.
  public var visibility: Visibility

  /// Creates a row.
  public init(recorded: RecordedEvent, visibility: Visibility) {
    self.recorded = recorded
    self.visibility = visibility
  }
}
