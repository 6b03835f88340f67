internal import Crypto
internal import EventSourcing
internal import GRDB
internal import Ledger
internal import VirtualTime

/// An event's columns in place: numbers, and bytes that belong to SQLite.
struct EventRow {
  /// The columns of a query, in the order in which ``init(_:)`` takes them.
  static let columns = """
    event.position, event.aggregate_id, event.aggregate_version, event.event_id, \
    event.event_version, event.event_type, event.metadata, event.committed_at, event.shard, \
    event.hash
    """

  /// What the columns hold.
  let content: EventContent
  /// The content's hash, which is the stored one.
  let hash: SHA256Digest

  /// Takes a row of ``columns``, and checks the form of each and the content's hash.
  /// - Throws: `EventStoreError.damaged`.
  init(_ row: RowReader) throws {
    guard let position = row.integer(0), DenseNumber.range.contains(position) else {
      throw EventStoreError.damaged("an event has no position that a store gives")
    }
    guard let aggregateID = row.blob(1), (1...AggregateID.longestBytes).contains(aggregateID.count),
      let version = row.integer(2), DenseNumber.range.contains(version),
      let identity = row.blob(3), let eventID = try? KSUID(bytes: identity),
      let eventVersion = row.integer(4), eventVersion > 0,
      let type = row.blob(5), (1...EventType.longestBytes).contains(type.count),
      let metadata = row.blob(6), (2...ItemSize.largest).contains(metadata.count),
      let committedAt = row.integer(7), let shard = row.integer(8),
      (0...Int64(Int32.max)).contains(shard), let stored = row.blob(9)
    else {
      throw EventStoreError.damaged(
        "the event at position \(position) has a column that is not of its form")
    }
    content = EventContent(
      position: position, committedAt: Instant(microseconds: committedAt), shard: Int(shard),
      aggregateID: aggregateID, aggregateVersion: version, eventID: eventID,
      eventVersion: eventVersion, eventType: type, metadata: metadata)
    hash = content.hash
    guard hash.withUnsafeBytes({ $0.isSame(as: stored) }) else {
      throw EventStoreError.damaged("the event at position \(position) does not fit its hash")
    }
  }

  /// Copies the event to the end of a page.
  /// - Parameters:
  ///   - page: The page.
  ///   - shard: The index shard it is shown in, where that is not its own.
  func append(to page: inout EventPage, shard: Int? = nil) {
    page.append(
      position: content.position, committedAt: content.committedAt,
      shard: shard ?? content.shard, aggregateID: content.aggregateID,
      aggregateVersion: content.aggregateVersion, eventID: content.eventID,
      eventVersion: content.eventVersion, eventType: content.eventType,
      metadata: content.metadata)
  }
}
