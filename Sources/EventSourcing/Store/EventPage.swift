public import VirtualTime

/// Events read together, with the cursor to go on from.
///
/// A page owns its rows' bytes in one buffer. An event taken from it is a view: nothing is copied or
/// allocated, and the buffer lives as long as the view.
public struct EventPage: Sendable {
  /// Where the fixed parts of an event are kept, and where its bytes lie in the buffer.
  private struct Row: Sendable {
    var position: Int64
    var committedAt: Instant
    var aggregateVersion: AggregateVersion
    var eventVersion: Int64
    var eventID: KSUID
    var shard: Int32
    var offset: Int
    var aggregateLength: Int32
    var typeLength: Int32
    var metadataLength: Int32
  }

  private var rows: [Row] = []
  private var buffer: [UInt8] = []
  /// Where the events stand in a stream that is sorted by neither position nor id.
  private var places: [StreamPlace] = []

  /// The cursor after the page's last event, or the one asked with where the page is empty.
  public var next: Cursor
  /// Whether nothing stood after the page when it was read.
  public var isLast: Bool

  /// Creates an empty page that goes on from `next`.
  public init(next: Cursor, isLast: Bool = true) {
    self.next = next
    self.isLast = isLast
  }

  /// Makes room for this many events of about 300 bytes each.
  public mutating func reserveCapacity(_ count: Int) {
    rows.reserveCapacity(count)
    buffer.reserveCapacity(count * 300)
  }

  /// The bytes of text that the page holds.
  public var byteCount: Int { buffer.count }

  /// Appends an event from raw bytes that a store has checked before; they are copied.
  public mutating func append(
    position: Int64, committedAt: Instant, shard: Int, aggregateID: UnsafeRawBufferPointer,
    aggregateVersion: AggregateVersion, eventID: KSUID, eventVersion: Int64,
    eventType: UnsafeRawBufferPointer, metadata: UnsafeRawBufferPointer
  ) {
    rows.append(
      Row(
        position: position, committedAt: committedAt, aggregateVersion: aggregateVersion,
        eventVersion: eventVersion, eventID: eventID, shard: Int32(shard), offset: buffer.count,
        aggregateLength: Int32(aggregateID.count), typeLength: Int32(eventType.count),
        metadataLength: Int32(metadata.count)))
    buffer.append(contentsOf: aggregateID)
    buffer.append(contentsOf: eventType)
    buffer.append(contentsOf: metadata)
  }

  /// Appends an event of a stream; its bytes are copied.
  /// - Parameters:
  ///   - recorded: The event.
  ///   - place: Where it stands; all events of a page have one, or none.
  public mutating func append(_ recorded: RecordedEvent, at place: StreamPlace) {
    precondition(places.count == rows.count, "some events of the page have no place")
    append(recorded)
    places.append(place)
    next.advance(past: place)
  }

  /// Where an event stands in the stream that the page is of: what a cursor moves past.
  public func place(at index: Int) -> StreamPlace {
    if places.indices.contains(index) { return places[index] }
    let row = rows[index]
    if case .position = next {
      return StreamPlace(partition: 0, key: StreamKey(number: row.position))
    }
    return StreamPlace(partition: Int(row.shard), key: StreamKey(row.eventID))
  }

  /// Appends a recorded event; its bytes are copied.
  public mutating func append(_ recorded: RecordedEvent) {
    let event = recorded.event
    event.aggregateID.bytes.withUnsafeBytes { aggregate in
      event.eventType.bytes.withUnsafeBytes { type in
        event.metadata.bytes.withUnsafeBytes { metadata in
          append(
            position: recorded.position, committedAt: recorded.committedAt, shard: recorded.shard,
            aggregateID: aggregate, aggregateVersion: event.aggregateVersion,
            eventID: event.eventID, eventVersion: event.eventVersion, eventType: type,
            metadata: metadata)
        }
      }
    }
  }
}

extension EventPage: RandomAccessCollection {
  /// The index of the first event.
  public var startIndex: Int { 0 }
  /// The number of events.
  public var endIndex: Int { rows.count }

  /// The event at an index, as a view into the page.
  public subscript(index: Int) -> RecordedEvent {
    let row = rows[index]
    let typeStart = row.offset + Int(row.aggregateLength)
    let metadataStart = typeStart + Int(row.typeLength)
    return RecordedEvent(
      event: Event(
        aggregateID: AggregateID(unchecked: buffer[row.offset..<typeStart]),
        aggregateVersion: row.aggregateVersion, eventID: row.eventID,
        eventVersion: row.eventVersion,
        eventType: EventType(unchecked: buffer[typeStart..<metadataStart]),
        metadata: Metadata(
          unchecked: buffer[metadataStart..<metadataStart + Int(row.metadataLength)])),
      position: row.position, committedAt: row.committedAt, shard: Int(row.shard))
  }
}
