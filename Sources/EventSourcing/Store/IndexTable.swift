public import VirtualTime

/// The durable half of a global secondary index: which events it shows, in the order in which they
/// became visible, and by event id within each index shard.
///
/// Rows are numbered densely from 1 in the order of visibility. Row r of an overlay is the event at
/// position r up to ``baseRow``. Entries go down in batches, without a flush: what a crash takes is
/// found again as ``pending(limit:)``.
public protocol IndexTable: Sendable {
  /// The rows that stand in the order of positions: what was there before an overlay was laid; else 0.
  var baseRow: Int64 { get }

  /// The number of rows: events that the index shows.
  func lastRow() throws -> Int64

  /// Stores entries that became visible, in this order. An entry that is stored already is skipped.
  func apply(_ entries: [IndexEntry]) throws

  /// Rows after a row, in the order of visibility.
  func rows(after row: Int64, limit: Int) throws -> [IndexRow]

  /// The rows of these positions, by position; what is not visible yet is left out.
  func rows(ofPositions positions: [Int64]) throws -> [Int64: IndexRow]

  /// Events that are committed and not in the index, by position: to be scheduled anew.
  func pending(limit: Int) throws -> EventPage

  /// Events the index shows, after the cursor's checkpoint of each shard, merged by event id.
  func page(after checkpoints: ShardCheckpoints, limit: Int) throws -> EventPage
}

/// An event that becomes visible in an index shard.
public struct IndexEntry: Hashable, Sendable {
  /// Its position in the order of commits.
  public var position: Int64
  /// Its id, the index's sort key.
  public var eventID: KSUID
  /// Its index shard, the index's partition key: 1 to N, or 0.
  public var shard: Int
  /// When it was committed.
  public var committedAt: Instant
  /// When the index shows it.
  public var visibleAt: Instant
  /// Whether a checkpoint reader had passed its id already, and so never delivers it.
  public var isBehindCheckpoint: Bool

  /// Creates an entry.
  public init(
    position: Int64, eventID: KSUID, shard: Int, committedAt: Instant, visibleAt: Instant,
    isBehindCheckpoint: Bool = false
  ) {
    self.position = position
    self.eventID = eventID
    self.shard = shard
    self.committedAt = committedAt
    self.visibleAt = visibleAt
    self.isBehindCheckpoint = isBehindCheckpoint
  }
}

/// A row of the index in the order of visibility.
public struct IndexRow: Hashable, Sendable {
  /// Its number, dense from 1.
  public var row: Int64
  /// The event's position.
  public var position: Int64
  /// The event's id.
  public var eventID: KSUID
  /// When the index showed it; nil for what was there before an overlay was laid.
  public var visibleAt: Instant?
  /// Whether a checkpoint reader had passed its id already.
  public var isBehindCheckpoint: Bool

  /// Creates a row.
  public init(
    row: Int64, position: Int64, eventID: KSUID, visibleAt: Instant?, isBehindCheckpoint: Bool
  ) {
    self.row = row
    self.position = position
    self.eventID = eventID
    self.visibleAt = visibleAt
    self.isBehindCheckpoint = isBehindCheckpoint
  }
}
