import EmbeddedStore
import EventSourcing
import VirtualTime

/// A store in which an architecture keeps its stream, planted by hand: twelve events, ten of them visible.
///
/// Of ids: three shards, out of order, one id from a clock that is far ahead. Of numbers: the FIFO queue's
/// in two sequences. Of transactions: each two swapped, a hole among the numbers, and one hidden by the
/// horizon.
final class PlantedStream {
  /// Where the program is run on it, as `s.db`.
  let place: Workplace
  /// The events by position, from 1, and their places in the stream.
  let entries: [StreamTableEntry]
  private let architecture: KeptArchitecture
  private let ids: [KSUID]
  private let stream: any StreamTable

  init(_ architecture: KeptArchitecture) async throws {
    self.architecture = architecture
    place = try Workplace()
    let store = try SQLiteEventStore.open(place.path("s.db"))
    _ = try store.settle(architecture: architecture.name)
    stream = try store.openStream(architecture.order, .inStore)
    let events = try (1...12).map { number in
      let second = number == 10 ? 4_000_000_000 : 300_000_000 + number * 7 % 13
      return NewEvent(
        aggregateID: try AggregateID("a\(number % 2)"),
        eventID: KSUID(timestamp: UInt32(second), payloadHigh: 0, payloadLow: UInt64(number)),
        eventType: try EventType("T"), shard: architecture.order == .eventID ? 1 + number % 3 : 0)
    }
    let recorded = try await store.append(AppendRequest(events)).entries.map(\.recorded)
    ids = recorded.map(\.event.eventID)
    entries = recorded.map { recorded in
      StreamTableEntry(
        position: recorded.position, place: Self.place(of: recorded, architecture),
        visibleAt: Instant(microseconds: recorded.position))
    }
    try stream.apply(Array(entries.prefix(10)), horizon: 1010)
  }

  private static func place(
    of recorded: RecordedEvent, _ architecture: KeptArchitecture
  ) -> StreamPlace {
    let position = recorded.position
    switch architecture.order {
    case .eventID:
      return StreamPlace(partition: recorded.shard, key: StreamKey(recorded.event.eventID))
    case .number where architecture.name == "dual-table-sqs-fifo":
      return StreamPlace(
        partition: Int(position % 2), key: StreamKey(number: (position + 1) / 2))
    case .number:
      return StreamPlace(partition: 0, key: StreamKey(number: position))
    case .transaction:
      // The last event has the number that was drawn before the fifth's.
      let number = position == 12 ? 5 : position < 5 ? position : position + 1
      let transaction =
        position == 12 ? 1011 : 1000 + (position % 2 == 0 ? position - 1 : position + 1)
      return StreamPlace(partition: 0, key: StreamKey(transaction: transaction, number: number))
    }
  }

  /// Makes the last event visible, behind others.
  func showLate() throws { try stream.apply([entries[11]], horizon: 1012) }

  /// The positions of printed events.
  func positions(_ outcome: Outcome) throws -> [Int] {
    try outcome.events.map { event in 1 + (ids.firstIndex { "\($0)" == event.eventId } ?? -1) }
  }

  /// The positions in the order in which the stream gives them.
  var inOrder: [Int] {
    switch architecture.order {
    case .eventID: (1...10).sorted { ids[$0 - 1] < ids[$1 - 1] }
    case .number, .transaction: Array(1...10)
    }
  }

  /// A cursor of each kind, none from beyond the end of such a stream, and one that is.
  static let cursors: [StreamOrder: (inside: String, beyond: String)] = [
    .eventID: ("s2-\(KSUID(timestamp: 1, payloadHigh: 0, payloadLow: 0))", "s9-\(KSUID.max)"),
    .number: ("n0-3", "n0-99"),
    .transaction: ("t1003-4", "t1099-1"),
  ]
}
