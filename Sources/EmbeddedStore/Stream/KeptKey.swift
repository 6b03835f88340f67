internal import EventSourcing

/// Where an event stands in a stream, and which event it is.
struct KeptKey {
  /// Where it stands.
  var place: StreamPlace
  /// The event's position.
  var position: Int64

  /// Takes a row of a key and a position.
  /// - Throws: `EventStoreError.damaged`.
  init(_ row: RowReader, partition: Int) throws {
    guard let key = row.blob(0).flatMap({ try? StreamKey(bytes: $0) }),
      let position = row.integer(1)
    else { throw EventStoreError.damaged("an entry of the stream is not of its form") }
    place = StreamPlace(partition: partition, key: key)
    self.position = position
  }

  /// Takes an event of before an overlay was laid: it has no entry.
  init(position: Int64, key: StreamKey) {
    place = StreamPlace(partition: 0, key: key)
    self.position = position
  }
}
