/// An event that is to be stored: its version and id may be left to the store.
public struct NewEvent: Hashable, Sendable {
  /// The aggregate it is for.
  public var aggregateID: AggregateID
  /// The version it is to get; nil: the one after whatever is there.
  public var aggregateVersion: AggregateVersion?
  /// Its identity; nil: the store draws one, and a retry after a lost answer is then a second event.
  public var eventID: KSUID?
  /// The version of the type's schema, from 1.
  public var eventVersion: Int64
  /// What happened.
  public var eventType: EventType
  /// The particulars: a JSON object.
  public var metadata: Metadata
  /// The index shard it goes to: 1 to N, or 0 where the store has no index shards.
  public var shard: Int

  /// Creates an event to be stored.
  public init(
    aggregateID: AggregateID, aggregateVersion: AggregateVersion? = nil, eventID: KSUID? = nil,
    eventVersion: Int64 = 1, eventType: EventType, metadata: Metadata = .empty, shard: Int = 0
  ) {
    self.aggregateID = aggregateID
    self.aggregateVersion = aggregateVersion
    self.eventID = eventID
    self.eventVersion = eventVersion
    self.eventType = eventType
    self.metadata = metadata
    self.shard = shard
  }
}
