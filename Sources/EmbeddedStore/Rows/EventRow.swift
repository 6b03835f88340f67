internal import Crypto
internal import EventSourcing
internal import GRDB
internal import VirtualTime

/// An event's columns in place: numbers, and bytes that belong to SQLite or to an `Event`.
struct EventRow {
  /// The columns of a query, in the order in which ``init(_:)`` takes them.
  static let columns = """
    event.position, event.aggregate_id, event.aggregate_version, event.event_id, \
    event.event_version, event.event_type, event.metadata, event.committed_at, event.shard, \
    event.hash
    """

  var position: Int64
  var aggregateID: UnsafeRawBufferPointer
  var aggregateVersion: AggregateVersion
  var eventID: KSUID
  var eventVersion: Int64
  var eventType: UnsafeRawBufferPointer
  var metadata: UnsafeRawBufferPointer
  var committedAt: Instant
  var shard: Int

  /// Takes a row of ``columns``, and checks the form of each and the content's hash.
  /// - Throws: `EventStoreError.damaged`.
  init(_ row: RowReader) throws {
    guard let position = row.integer(0), position > 0 else {
      throw EventStoreError.damaged("an event has no position")
    }
    guard let aggregateID = row.blob(1), (1...AggregateID.longestBytes).contains(aggregateID.count),
      let version = row.integer(2), version > 0,
      let identity = row.blob(3), let eventID = try? KSUID(bytes: identity),
      let eventVersion = row.integer(4), eventVersion > 0,
      let type = row.blob(5), (1...EventType.longestBytes).contains(type.count),
      let metadata = row.blob(6), (2...ItemSize.largest).contains(metadata.count),
      let committedAt = row.integer(7), let shard = row.integer(8),
      (0...Int64(Int32.max)).contains(shard), let hash = row.blob(9)
    else {
      throw EventStoreError.damaged(
        "the event at position \(position) has a column that is not of its form")
    }
    self.position = position
    self.aggregateID = aggregateID
    aggregateVersion = version
    self.eventID = eventID
    self.eventVersion = eventVersion
    eventType = type
    self.metadata = metadata
    self.committedAt = Instant(microseconds: committedAt)
    self.shard = Int(shard)
    guard contentHash.elementsEqual(hash) else {
      throw EventStoreError.damaged("the event at position \(position) does not fit its hash")
    }
  }

  private init(
    _ recorded: RecordedEvent, aggregateID: UnsafeRawBufferPointer,
    eventType: UnsafeRawBufferPointer, metadata: UnsafeRawBufferPointer
  ) {
    position = recorded.position
    self.aggregateID = aggregateID
    aggregateVersion = recorded.event.aggregateVersion
    eventID = recorded.event.eventID
    eventVersion = recorded.event.eventVersion
    self.eventType = eventType
    self.metadata = metadata
    committedAt = recorded.committedAt
    shard = recorded.shard
  }

  /// Lends an event's bytes as a row.
  static func with<Value>(
    _ recorded: RecordedEvent, _ body: (EventRow) throws -> Value
  ) rethrows -> Value {
    try recorded.event.aggregateID.bytes.withUnsafeBytes { aggregate in
      try recorded.event.eventType.bytes.withUnsafeBytes { type in
        try recorded.event.metadata.bytes.withUnsafeBytes { metadata in
          try body(
            EventRow(recorded, aggregateID: aggregate, eventType: type, metadata: metadata))
        }
      }
    }
  }

  /// The SHA-256 of the content: the numbers and lengths as eight big-endian bytes each, the id's
  /// twenty, then the texts.
  var contentHash: SHA256Digest {
    var hash = SHA256()
    withUnsafeTemporaryAllocation(byteCount: 84, alignment: 8) { head in
      func store(_ number: Int64, at place: Int) {
        head.storeBytes(of: number.bigEndian, toByteOffset: place * 8, as: Int64.self)
      }
      store(position, at: 0)
      store(committedAt.microseconds, at: 1)
      store(Int64(shard), at: 2)
      store(aggregateVersion, at: 3)
      store(eventVersion, at: 4)
      store(Int64(aggregateID.count), at: 5)
      store(Int64(eventType.count), at: 6)
      store(Int64(metadata.count), at: 7)
      eventID.writeBytes(to: UnsafeMutableRawBufferPointer(rebasing: head[64...]))
      hash.update(bufferPointer: UnsafeRawBufferPointer(head))
    }
    hash.update(bufferPointer: aggregateID)
    hash.update(bufferPointer: eventType)
    hash.update(bufferPointer: metadata)
    return hash.finalize()
  }

  /// Copies the event to the end of a page.
  /// - Parameters:
  ///   - page: The page.
  ///   - shard: The index shard it is shown in, where that is not its own.
  func append(to page: inout EventPage, shard: Int? = nil) {
    page.append(
      position: position, committedAt: committedAt, shard: shard ?? self.shard,
      aggregateID: aggregateID, aggregateVersion: aggregateVersion, eventID: eventID,
      eventVersion: eventVersion, eventType: eventType, metadata: metadata)
  }
}
