import EventSourcing
import VirtualTime

/// Events that were acknowledged here, followed until the index shows them.
struct FollowedAppend: Hashable, Sendable {
  /// Their positions.
  var positions: [Int64]
  /// When they were committed.
  var committedAt: Instant
  /// What was said when they were acknowledged.
  var words: String
}
