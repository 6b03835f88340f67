public import VirtualTime

/// The durable half of an architecture's global stream: which events it shows, in the order in which they
/// became visible, and by their keys within each partition.
///
/// Rows are numbered densely from 1 in the order of visibility. Row r of an overlay is the event at
/// position r up to ``baseRow``. Entries go down in batches, without a flush: what a crash takes is
/// found again as ``pending(after:limit:)``.
public protocol StreamTable: Sendable {
  /// What the stream is sorted by.
  var order: StreamOrder { get }

  /// The rows that stand in the order of positions: what was there before an overlay was laid; else 0.
  var baseRow: Int64 { get }

  /// The number of rows: events that the stream shows.
  func lastRow() throws -> Int64

  /// Waits until there is a row after `row`, stored by this process or another.
  /// - Returns: The last row; at most `row` if the time ran out.
  func waitForRow(after row: Int64, timeoutMicroseconds: Int64) throws -> Int64

  /// Stores entries that became visible, in this order. An entry that is stored already is skipped.
  /// - Parameters:
  ///   - entries: The entries; maybe none.
  ///   - horizon: In the order of transactions: the one before which none runs any more; who reads what
  ///     another process moves goes no further.
  /// - Throws: `EventStoreError`; nothing is stored then.
  func apply(_ entries: [StreamTableEntry], horizon: Int64) throws

  /// The number of index shards that new events are spread over, as it was last kept; nil: none was.
  func shards() throws -> Int?

  /// Keeps the number of index shards that new events are spread over, for whoever appends to the store by
  /// and by; a stream that isn't kept keeps none.
  func keepShards(_ count: Int) throws

  /// Rows after a row, in the order of visibility.
  func rows(after row: Int64, limit: Int) throws -> [StreamTableRow]

  /// The rows of these positions, by position; what is not visible yet is left out.
  func rows(ofPositions positions: [Int64]) throws -> [Int64: StreamTableRow]

  /// Events after a position that are committed and not in the stream, by position: to be scheduled anew.
  /// - Returns: A page that goes on after the last position that was looked at.
  func pending(after position: Int64, limit: Int) throws -> EventPage

  /// The positions of what is in the stream and stands above the horizon that is kept with it, so that a
  /// reader of transactions is not shown it yet; none in other orders, and where the stream is moved here.
  func heldBack() throws -> [Int64]

  /// Where each partition ends: the greatest key that it shows, and the greatest transaction of all.
  func ends() throws -> [StreamPlace]

  /// Events that the stream shows after a cursor, merged by key.
  /// - Parameters:
  ///   - cursor: Checkpoints by partition, or a place in the order of transactions.
  ///   - limit: The most events wanted.
  ///   - horizon: In the order of transactions: the one before which none runs any more, as far as the
  ///     caller knows.
  /// - Returns: A page whose events have their places.
  /// - Throws: `EventStoreError.foreignCursor` for a cursor of another order.
  func page(after cursor: Cursor, limit: Int, horizon: Int64) throws -> EventPage
}

extension StreamTable {
  /// Checks that a cursor is one of this stream, and not from beyond its end.
  /// - Throws: `EventStoreError.foreignCursor`, `.cursorBeyondEnd`.
  public func check(_ cursor: Cursor) throws {
    let end = try end(for: cursor)
    let isReached =
      switch (cursor, end) {
      case (.transactions(let key), .transactions(let last)): key <= last
      case (.shards(let checkpoints), .shards(let last)),
        (.numbers(let checkpoints), .numbers(let last)):
        checkpoints.all.allSatisfy { $0.key <= last[$0.partition] ?? StreamKey(number: 0) }
      default: false
      }
    guard isReached else { throw EventStoreError.cursorBeyondEnd(cursor, end: end) }
  }

  /// The cursor of the stream's present end, of the same kind as another.
  private func end(for cursor: Cursor) throws -> Cursor {
    let ends = try ends()
    switch (cursor, order) {
    case (.transactions, .transaction):
      return .transactions(ends.map(\.key).max() ?? StreamKey(number: 0))
    case (.shards, .eventID), (.numbers, .number), (.numbers, .transaction):
      var end = order.start
      for place in ends { end.advance(past: place) }
      return end
    default:
      throw EventStoreError.foreignCursor(cursor)
    }
  }
}

/// What a global stream is sorted by.
public enum StreamOrder: String, CaseIterable, Hashable, Sendable {
  /// The event id, in each index shard.
  case eventID = "event-id"
  /// A dense number, in each sequence.
  case number
  /// A number that was drawn before the commit; and by transaction, below a horizon.
  case transaction

  /// The cursor before the first event.
  public var start: Cursor {
    switch self {
    case .eventID: .shards(StreamCheckpoints())
    case .number, .transaction: .numbers(StreamCheckpoints())
    }
  }
}

/// An event that becomes visible in a stream.
public struct StreamTableEntry: Hashable, Sendable {
  /// Its position in the order of commits.
  public var position: Int64
  /// Where it stands.
  public var place: StreamPlace
  /// When the stream shows it.
  public var visibleAt: Instant
  /// Whether a checkpoint reader had passed it already, and so never delivers it.
  public var isBehindCheckpoint: Bool

  /// Creates an entry.
  public init(
    position: Int64, place: StreamPlace, visibleAt: Instant, isBehindCheckpoint: Bool = false
  ) {
    self.position = position
    self.place = place
    self.visibleAt = visibleAt
    self.isBehindCheckpoint = isBehindCheckpoint
  }
}

/// A row of the stream in the order of visibility.
public struct StreamTableRow: Hashable, Sendable {
  /// Its number, dense from 1.
  public var row: Int64
  /// The event's position.
  public var position: Int64
  /// The event's key in the stream.
  public var key: StreamKey
  /// When the stream showed it; nil for what was there before an overlay was laid.
  public var visibleAt: Instant?
  /// Whether a checkpoint reader had passed it already.
  public var isBehindCheckpoint: Bool

  /// Creates a row.
  public init(
    row: Int64, position: Int64, key: StreamKey, visibleAt: Instant?, isBehindCheckpoint: Bool
  ) {
    self.row = row
    self.position = position
    self.key = key
    self.visibleAt = visibleAt
    self.isBehindCheckpoint = isBehindCheckpoint
  }
}
