import EventSourcing

/// The newest events that callers appended, and how far each has come.
struct FollowedEvents: Sendable {
  /// How many are remembered.
  static let most = 1_000

  private let strategies: [ReaderStrategy]
  private var events: [Int64: FollowedEvent] = [:]
  /// Their positions, in a ring once there are ``most``.
  private var positions: [Int64] = []
  private var oldest = 0

  /// Creates an empty memory for readers in this order.
  init(_ strategies: [ReaderStrategy]) {
    self.strategies = strategies
  }

  /// What is known of an event; nil if it isn't followed, or no more.
  subscript(position: Int64) -> FollowedEvent? { events[position] }

  /// Follows an event that was committed; the oldest is forgotten where there are too many.
  mutating func follow(_ position: Int64) {
    events[position] = FollowedEvent(readers: strategies.map { ReaderOutcome(strategy: $0) })
    guard positions.count == Self.most else { return positions.append(position) }
    events[positions[oldest]] = nil
    positions[oldest] = position
    oldest = (oldest + 1) % Self.most
  }

  /// Takes note that the stream shows an event.
  mutating func becameVisible(_ position: Int64, afterMicroseconds delay: Int64) {
    events[position]?.visibleAfter = delay
  }

  /// Takes note of what a reader made of an event.
  mutating func end(_ position: Int64, reader: Int, _ fate: ReaderOutcome.Fate) {
    events[position]?.readers[reader].fate = fate
  }
}
