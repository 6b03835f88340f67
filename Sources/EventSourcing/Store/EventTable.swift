public import VirtualTime

/// The base table under a simulated cloud, and what the explorer browses: synchronous reads, safe to
/// call from any thread, on what is committed.
///
/// The embedded store is one; it also keeps the global stream that an architecture makes of it.
public protocol EventTable: EventStore {
  /// Stores requests in their order, each as ``EventStore/append(_:)`` does, for a caller that is no task;
  /// a table that flushes lets them share a commit.
  /// - Parameters:
  ///   - requests: The requests; one that is rejected takes nothing from the others.
  ///   - answer: Is handed what came of each, on a thread of the table's own: it may not wait there.
  func append(
    _ requests: [AppendRequest],
    answer: @escaping @Sendable ([Result<AppendReceipt, any Error>]) -> Void)

  /// The position of the last committed event, 0 if there is none.
  func lastPosition() throws -> Int64

  /// Waits until an event after `position` is committed, by this process or another.
  /// - Returns: The last position; at most `position` if the time ran out.
  func waitForCommit(after position: Int64, timeoutMicroseconds: Int64) throws -> Int64

  /// Events in the order of commits, after a position.
  func page(afterPosition position: Int64, limit: Int) throws -> EventPage

  /// The events at these positions, in the order given; those that do not exist, and those that can't be read
  /// whole, are left out.
  func page(atPositions positions: [Int64]) throws -> EventPage

  /// Events of an aggregate by version.
  func page(of aggregate: AggregateID, from version: AggregateVersion, limit: Int) throws
    -> EventPage

  /// The events of an aggregate with these versions; those that do not exist, and those that can't be read
  /// whole, are left out.
  func page(of aggregate: AggregateID, versions: ClosedRange<AggregateVersion>) throws -> EventPage

  /// The event with an id, nil if there is none.
  func recorded(eventID: KSUID) throws -> RecordedEvent?

  /// The number of events and of aggregates.
  func totals() throws -> (events: Int64, aggregates: Int64)

  /// A screen of aggregates: at most `limit` in the order asked for, after `after`.
  func aggregates(_ query: AggregateQuery) throws -> [AggregateSummary]

  /// How many aggregates begin, after a position, with an event of one of these types.
  /// - Returns: Their number, and the position up to which they were counted.
  func count(
    aggregatesBeginningWith types: [EventType], after position: Int64
  ) throws -> (aggregates: Int64, through: Int64)

  /// Opens the global stream of an architecture: in the table's own file, or laid over it for this session.
  func openStream(_ order: StreamOrder, _ placement: StreamPlacement) throws -> any StreamTable
}

/// Where a stream's entries are kept.
public enum StreamPlacement: Sendable {
  /// In the store's file: found again when it is opened, and kept up by one process at a time.
  case inStore
  /// In the store's file, where another process moves it, or none: it is read alone.
  case observed
  /// Beside it, for this session; what is committed before the opening counts as visible.
  case overlay
}

/// What the store knows of an aggregate without reading its events.
public struct AggregateSummary: Hashable, Sendable {
  /// Its identifier.
  public var aggregateID: AggregateID
  /// Its last version.
  public var version: AggregateVersion
  /// The id of its last event; nil if the store has lost that.
  public var lastEventID: KSUID?
  /// The position of its last event.
  public var lastPosition: Int64
  /// When its last event was committed; nil if the store has lost that.
  public var lastCommittedAt: Instant?
  /// The type of its first event.
  public var firstType: EventType

  /// Creates a summary from its parts.
  public init(
    aggregateID: AggregateID, version: AggregateVersion, lastEventID: KSUID?, lastPosition: Int64,
    lastCommittedAt: Instant?, firstType: EventType
  ) {
    self.aggregateID = aggregateID
    self.version = version
    self.lastEventID = lastEventID
    self.lastPosition = lastPosition
    self.lastCommittedAt = lastCommittedAt
    self.firstType = firstType
  }
}

/// Which aggregates, in which order, from where.
public struct AggregateQuery: Hashable, Sendable {
  /// The columns that an index serves; ties are broken by the identifier.
  public enum Order: Hashable, Sendable {
    /// The identifier's bytes.
    case identifier
    /// The last version.
    case version
    /// The last event's position.
    case lastPosition
  }

  /// The order's column.
  public var order: Order
  /// Whether the greatest comes first.
  public var descending: Bool
  /// Only identifiers that begin with these bytes.
  public var prefix: ArraySlice<UInt8>
  /// Only aggregates that begin with an event of one of these types; nil: all.
  public var firstTypes: [EventType]?
  /// The aggregate after which to begin, nil: at the beginning.
  public var after: AggregateSummary?
  /// The most aggregates wanted.
  public var limit: Int

  /// Creates a query.
  public init(
    order: Order = .identifier, descending: Bool = false, prefix: ArraySlice<UInt8> = [],
    firstTypes: [EventType]? = nil, after: AggregateSummary? = nil, limit: Int
  ) {
    self.order = order
    self.descending = descending
    self.prefix = prefix
    self.firstTypes = firstTypes
    self.after = after
    self.limit = limit
  }
}
