import EventSourcing
import VirtualTime

/// Events that were acknowledged here together, followed until every reader was handed them or has passed them.
struct FollowedAppend: Hashable, Sendable {
  /// How the events stand with a reader, all of them together.
  struct Reader: Hashable, Sendable {
    var strategy: ReaderStrategy
    /// How many of them it never delivers.
    var missed = 0
    /// How many of them it was not handed yet.
    var waiting = 0
    /// From the commit to when the last of those that it was handed was, in microseconds; nil: it was handed
    /// none.
    var deliveredAfter: Int64?
  }

  /// The events, in the order of commits.
  let recorded: [RecordedEvent]
  /// From the commit to when the stream showed the last of them, in microseconds; nil while it lacks one.
  private(set) var visibleAfter: Int64?
  /// The readers that run here.
  private(set) var readers: [Reader] = []
  /// Whether nothing more will happen to them.
  private(set) var hasEnded = false

  /// Follows what was acknowledged; nil if that is nothing.
  init?(_ receipt: AppendReceipt) {
    recorded = receipt.entries.map(\.recorded)
    if recorded.isEmpty { return nil }
  }

  /// Their positions.
  var positions: [Int64] { recorded.map(\.position) }

  /// Whether a reader never delivers one of them.
  var isMissed: Bool { readers.contains { $0.missed > 0 } }

  /// Takes what became of the events; of one that nothing is known of nothing more is expected.
  mutating func take(_ all: [Int64: FollowedEvent]) {
    let events = positions.compactMap { all[$0] }
    let delays = events.compactMap(\.visibleAfter)
    visibleAfter = delays.count == events.count ? delays.max() : nil
    hasEnded = events.allSatisfy(\.hasEnded)
    readers = []
    for outcome in events.flatMap(\.readers) {
      let place = readers.firstIndex { $0.strategy == outcome.strategy } ?? readers.count
      if place == readers.count { readers.append(Reader(strategy: outcome.strategy)) }
      switch outcome.fate {
      case .waiting: readers[place].waiting += 1
      case .missed: readers[place].missed += 1
      case .delivered(let delay):
        readers[place].deliveredAfter = max(readers[place].deliveredAfter ?? 0, delay)
      }
    }
  }
}
