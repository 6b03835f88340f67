public import VirtualTime

/// A message of a queue: an event on its way.
public struct Message: Hashable, Sendable {
  /// The event.
  public let write: StreamWrite
  /// Where it comes from; messages of one source are sent in the order of commits.
  public let source: Int
  /// When it can be received.
  public internal(set) var deliveredAt: Instant
}
