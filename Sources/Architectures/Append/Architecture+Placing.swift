public import EventSourcing
internal import VirtualTime

extension Architecture {
  /// Gives each event of an append the index shard that it goes to.
  /// - Returns: What it asks of the table.
  @discardableResult
  public mutating func place(_ request: inout AppendRequest) -> [TableWrite] {
    request.events.indices.map { index in
      let event = request.events[index]
      var write = TableWrite(
        aggregateHash: StableHash.of(event.aggregateID.bytes), bytes: 0, shard: event.shard)
      place(&write)
      request.events[index].shard = Int(write.shard)
      write.bytes = Int32(
        ItemSize.bytes(
          aggregateID: event.aggregateID.bytes.count, aggregateVersion: event.aggregateVersion ?? 1,
          eventVersion: event.eventVersion, eventType: event.eventType.bytes.count,
          metadata: event.metadata.bytes.count, shard: Int(write.shard)))
      return write
    }
  }
}
