/// Something that happened to an aggregate, as it is stored.
///
/// Its texts are bytes, and may be views into the page they were read in: copy them
/// (`ArraySlice(Array(bytes))`) to keep one event of a large page for long.
public struct Event: Hashable, Sendable {
  /// The aggregate it happened to.
  public var aggregateID: AggregateID
  /// Its place within the aggregate, from 1.
  public var aggregateVersion: AggregateVersion
  /// Its identity, unique in the store.
  public var eventID: KSUID
  /// The version of the type's schema, from 1.
  public var eventVersion: Int64
  /// What happened.
  public var eventType: EventType
  /// The particulars: a JSON object.
  public var metadata: Metadata

  /// Creates an event from its six parts.
  public init(
    aggregateID: AggregateID, aggregateVersion: AggregateVersion, eventID: KSUID,
    eventVersion: Int64, eventType: EventType, metadata: Metadata
  ) {
    self.aggregateID = aggregateID
    self.aggregateVersion = aggregateVersion
    self.eventID = eventID
    self.eventVersion = eventVersion
    self.eventType = eventType
    self.metadata = metadata
  }
}
