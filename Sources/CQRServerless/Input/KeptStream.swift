import Architectures
import EmbeddedStore
import EventSourcing
import VirtualTime

/// A store's global stream, to be read: the order of commits, or what an architecture keeps of its stream.
///
/// A kept stream stands still unless an explorer moves it; what has been committed and is not in it yet does
/// not show.
struct KeptStream: EventStore {
  let store: SQLiteEventStore
  private let stream: (any StreamTable)?
  let guarantees: Guarantees

  /// Opens the stream that the store has.
  init(_ store: SQLiteEventStore) throws {
    self.store = store
    guard let name = try store.architecture() else {
      stream = nil
      guarantees = store.guarantees
      return
    }
    guard let architecture = ArchitectureName(rawValue: name) else {
      throw EventStoreError.damaged("it names an architecture that there is not: \(name)")
    }
    let cloud = architecture.cloud(seed: 0, start: .simulationStart)
    guarantees = cloud.guarantees
    stream = try store.openStream(cloud.stream.order, .observed)
  }

  var start: Cursor { stream?.order.start ?? store.start }

  func append(_ request: AppendRequest) async throws -> AppendReceipt {
    try await store.append(request)
  }

  func events(
    of aggregate: AggregateID, from version: AggregateVersion, limit: Int
  ) async throws -> EventPage {
    try await store.events(of: aggregate, from: version, limit: limit)
  }

  func events(after cursor: Cursor, limit: Int) async throws -> EventPage {
    try page(after: cursor, limit: limit)
  }

  /// Reads the stream after a cursor, on the caller's thread.
  func page(after cursor: Cursor, limit: Int) throws -> EventPage {
    if let stream { return try stream.page(after: cursor, limit: limit, horizon: .max) }
    guard case .position(let position) = cursor else {
      throw EventStoreError.foreignCursor(cursor)
    }
    return try store.page(afterPosition: position, limit: limit)
  }

  /// How much the stream holds.
  func count() throws -> Int64 { try stream?.lastRow() ?? store.lastPosition() }

  /// That there are events that the stream does not show, and will not of itself; nil if there are none.
  func strandedWords(path: String) throws -> String? {
    guard let stream, !store.isStreamMoved else { return nil }
    let count = max(0, try store.lastPosition() - stream.lastRow())
    guard count > 0 else { return nil }
    return
      "\(Counted(count, "event")) \(count == 1 ? "is" : "are") stored and not in the global stream yet: "
      + "cqrs explore \(path) moves it on"
  }

  /// Waits until the stream holds more.
  /// - Returns: How much it holds; no more than before if the time ran out.
  func waitForMore(than count: Int64, timeoutMicroseconds: Int64) throws -> Int64 {
    if let stream {
      return try stream.waitForRow(after: count, timeoutMicroseconds: timeoutMicroseconds)
    }
    return try store.waitForCommit(after: count, timeoutMicroseconds: timeoutMicroseconds)
  }

  /// Checks that a cursor is one of this stream, and not from beyond its end.
  func check(_ cursor: Cursor) throws {
    if let stream { return try stream.check(cursor) }
    guard case .position(let position) = cursor else {
      throw EventStoreError.foreignCursor(cursor)
    }
    let last = try store.lastPosition()
    guard position <= last else {
      throw EventStoreError.cursorBeyondEnd(cursor, end: .position(last))
    }
  }
}
