package import Crypto
package import EventSourcing
package import VirtualTime

/// What is hashed of a recorded event: all of it, in a form that never changes.
///
/// The form is eight numbers of eight bytes each, big-endian: position, time of commit in microseconds,
/// index shard, aggregate version, event version, and the lengths in bytes of the three texts; the
/// twenty bytes of the event's id; then the texts: aggregate's id, type, metadata. The lengths come
/// first, so that no two events have one form.
///
/// The texts' bytes are lent: they must stay where they are as long as the content is used.
package struct EventContent {
  /// The place in the order of commits, from 1.
  package var position: Int64
  /// When it was committed.
  package var committedAt: Instant
  /// The index shard; 0 where it was stored without one.
  package var shard: Int
  /// The aggregate's id.
  package var aggregateID: UnsafeRawBufferPointer
  /// The place within the aggregate.
  package var aggregateVersion: AggregateVersion
  /// The event's identity.
  package var eventID: KSUID
  /// The version of the type's schema.
  package var eventVersion: Int64
  /// The type.
  package var eventType: UnsafeRawBufferPointer
  /// The metadata, compact JSON.
  package var metadata: UnsafeRawBufferPointer

  /// The length of the form before its texts.
  private static let headLength = 8 * 8 + KSUID.byteLength

  /// Creates a content from its parts.
  package init(
    position: Int64, committedAt: Instant, shard: Int, aggregateID: UnsafeRawBufferPointer,
    aggregateVersion: AggregateVersion, eventID: KSUID, eventVersion: Int64,
    eventType: UnsafeRawBufferPointer, metadata: UnsafeRawBufferPointer
  ) {
    self.position = position
    self.committedAt = committedAt
    self.shard = shard
    self.aggregateID = aggregateID
    self.aggregateVersion = aggregateVersion
    self.eventID = eventID
    self.eventVersion = eventVersion
    self.eventType = eventType
    self.metadata = metadata
  }

  /// Lends a recorded event's content.
  ///
  /// It returns nothing, as every append goes through it: across modules what is generic costs more.
  package static func with(
    _ recorded: RecordedEvent, _ body: (EventContent) throws -> Void
  ) rethrows {
    let event = recorded.event
    try event.aggregateID.bytes.withUnsafeBytes { aggregateID in
      try event.eventType.bytes.withUnsafeBytes { eventType in
        try event.metadata.bytes.withUnsafeBytes { metadata in
          try body(
            EventContent(
              position: recorded.position, committedAt: recorded.committedAt,
              shard: recorded.shard, aggregateID: aggregateID,
              aggregateVersion: event.aggregateVersion, eventID: event.eventID,
              eventVersion: event.eventVersion, eventType: eventType, metadata: metadata))
        }
      }
    }
  }

  /// The SHA-256 of the form.
  package var hash: SHA256Digest {
    var hash = SHA256()
    forEachPiece { hash.update(bufferPointer: $0) }
    return hash.finalize()
  }

  /// The hash of the leaf that stands for the event in a tree: of a byte 0 and the form.
  package var leafHash: LedgerHash {
    MerkleTree.leafHash { hash in forEachPiece { hash.update(bufferPointer: $0) } }
  }

  /// Hands over the form, in pieces.
  func forEachPiece(_ body: (UnsafeRawBufferPointer) -> Void) {
    withUnsafeTemporaryAllocation(byteCount: Self.headLength, alignment: 8) { head in
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
      body(UnsafeRawBufferPointer(head))
    }
    body(aggregateID)
    body(eventType)
    body(metadata)
  }
}
