import VirtualTime

/// What every reader counts.
struct DeliveryTally: Sendable {
  private(set) var delivered: Int64 = 0
  private(set) var duplicates: Int64 = 0
  private(set) var outOfOrder: Int64 = 0
  private(set) var missed: Int64 = 0
  /// What the last poll delivered, so that a note that comes after it is not taken for a miss.
  private var justDelivered: [KSUID] = []
  private var lastPosition: Int64 = 0
  /// Commit to delivery of the last events, in microseconds; a ring.
  private var delays: [Int64] = []
  private var oldestDelay = 0
  private static let delaysKept = 255

  /// Begins a poll.
  mutating func beginPoll() {
    justDelivered.removeAll(keepingCapacity: true)
  }

  /// Counts an event as missed, unless it has just been delivered.
  mutating func miss(_ eventID: KSUID) {
    if !justDelivered.contains(eventID) { missed += 1 }
  }

  /// Counts an event that is handed to the consumer, or handed out again.
  mutating func deliver(_ recorded: RecordedEvent, now: Instant, isAgain: Bool = false) {
    justDelivered.append(recorded.event.eventID)
    guard !isAgain else {
      duplicates += 1
      return
    }
    delivered += 1
    if recorded.position < lastPosition { outOfOrder += 1 }
    lastPosition = max(lastPosition, recorded.position)
    let delay = now - recorded.committedAt
    if delays.count < Self.delaysKept {
      delays.append(delay)
    } else {
      delays[oldestDelay] = delay
      oldestDelay = (oldestDelay + 1) % Self.delaysKept
    }
  }

  func status(_ strategy: ReaderStrategy) -> ReaderStatus {
    ReaderStatus(
      strategy: strategy, delivered: delivered, missed: missed, duplicates: duplicates,
      outOfOrder: outOfOrder,
      delayMedian: delays.isEmpty ? nil : delays.sorted()[(delays.count - 1) / 2])
  }
}
