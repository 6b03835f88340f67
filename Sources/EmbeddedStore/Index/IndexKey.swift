internal import EventSourcing

/// Where an event stands in an index shard.
struct IndexKey {
  /// The index shard.
  var shard: Int
  /// The sort key.
  var eventID: KSUID
  /// The event's position.
  var position: Int64

  /// Takes a row of an event id and a position.
  /// - Throws: `EventStoreError.damaged`.
  init(_ row: RowReader, shard: Int) throws {
    guard let eventID = row.blob(0).flatMap({ try? KSUID(bytes: $0) }),
      let position = row.integer(1)
    else { throw EventStoreError.damaged("an entry of the index is not of its form") }
    self.shard = shard
    self.eventID = eventID
    self.position = position
  }
}
