public import EventSourcing

/// An event of an account that a projection was not handed.
public struct UndeliveredRow: Hashable, Sendable {
  /// Why not.
  public enum Reason: Hashable, Sendable {
    /// The stream does not show it yet.
    case unseen
    /// The stream shows it, and the reader has not come to it.
    case waiting
    /// The reader has passed it, and will never come back.
    case missed
  }

  /// The event.
  public var recorded: RecordedEvent
  /// Why it was not handed over.
  public var reason: Reason

  /// Creates a row.
  public init(recorded: RecordedEvent, reason: Reason) {
    self.recorded = recorded
    self.reason = reason
  }
}
