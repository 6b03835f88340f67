import EventSourcing

/// A commit of this process that has been heard of.
struct HeardCommit: Sendable {
  /// The event.
  var recorded: RecordedEvent
  /// The attempt that it was part of.
  var attempt: Int
  /// Whether it is the attempt's last: then what the attempt holds is let go of.
  var isLast: Bool
}
