public import VirtualTime

/// Events to be stored together, all or nothing.
public struct AppendRequest: Sendable {
  /// The events; those of one aggregate get consecutive versions in this order.
  public var events: [NewEvent]
  /// What the writer last saw of each aggregate; an aggregate not named may stand anywhere.
  public var expected: [AggregateID: ExpectedVersion]
  /// The commit's time; nil: the store's own clock.
  public var committedAt: Instant?

  /// Creates a request.
  public init(
    _ events: [NewEvent], expected: [AggregateID: ExpectedVersion] = [:],
    committedAt: Instant? = nil
  ) {
    self.events = events
    self.expected = expected
    self.committedAt = committedAt
  }
}

/// What a writer expects of an aggregate when its events are stored.
public enum ExpectedVersion: Hashable, Sendable {
  /// Whatever is there.
  case any
  /// The aggregate's last version is this one; 0: it has no event yet.
  case exactly(AggregateVersion)
}

/// The answer to an append: what is durable now.
public struct AppendReceipt: Sendable {
  /// One of the events asked for, as it is stored.
  public struct Entry: Hashable, Sendable {
    /// The stored event.
    public var recorded: RecordedEvent
    /// Whether it had been stored by an earlier request, the same.
    public var wasStoredBefore: Bool

    /// Creates an entry.
    public init(recorded: RecordedEvent, wasStoredBefore: Bool) {
      self.recorded = recorded
      self.wasStoredBefore = wasStoredBefore
    }
  }

  /// The events in the request's order.
  public var entries: [Entry]

  /// Creates a receipt.
  public init(_ entries: [Entry]) {
    self.entries = entries
  }
}
