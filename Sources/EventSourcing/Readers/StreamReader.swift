public import VirtualTime

/// A way to follow a store's global stream: it asks for a page at a time, and knows where it stands.
///
/// It is a value without clock or thread: whoever drives it hands in the time, and one task at a time
/// polls it. A poll that throws leaves it as it was.
public protocol StreamReader: Sendable {
  /// What it has done so far.
  var status: ReaderStatus { get }

  /// Where it stands, to be kept as text and resumed from.
  var cursor: Cursor { get }

  /// Whether the last poll left something to ask for at once.
  var hasMore: Bool { get }

  /// Asks the store once.
  /// - Parameters:
  ///   - store: The store, the same at each poll.
  ///   - now: The time of the poll.
  ///   - limit: The most events to ask for, from 1.
  /// - Returns: The events delivered by this poll.
  /// - Throws: `EventStoreError`; nothing is delivered then.
  mutating func poll(
    _ store: any EventStore, now: Instant, limit: Int
  ) async throws -> [RecordedEvent]

  /// Counts an event that has just become visible, if the reader will never come by it.
  ///
  /// To be called once an event, before the next poll but one.
  mutating func noteVisible(_ eventID: KSUID, at place: StreamPlace)
}
