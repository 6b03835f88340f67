public import EventSourcing
internal import GRDB

extension SQLiteEventStore {
  /// A stretch of positions whose events can't be read or don't fit their hash.
  public struct Damage: Hashable, Sendable {
    /// The positions.
    public var positions: ClosedRange<Int64>
    /// What is wrong there.
    public var problem: String
  }

  /// Hands over every event that can be read and fits its hash, once, in the order of positions, and
  /// goes around what can't.
  /// - Parameter body: Takes an event; what it throws ends the reading.
  /// - Returns: What was left out and where; empty for a store that is whole.
  /// - Throws: What `body` throws.
  public func forEachReadableEvent(_ body: (RecordedEvent) throws -> Void) throws -> [Damage] {
    var damages: [Damage] = []
    var position: Int64 = 0
    let (last, stranger) = lastReadablePosition()
    while position < last {
      do {
        let page = try pageOverGaps(afterPosition: position, limit: 1000)
        for recorded in page { try Self.take(recorded, after: &position, body, &damages) }
        if page.isEmpty { Self.addGap(after: &position, through: last, to: &damages) }
      } catch is EventStoreError {
        try readOneByOne(after: &position, through: last, body, &damages)
      }
    }
    if let stranger, stranger > position {
      Self.add(stranger...stranger, "no store gives this position", to: &damages)
    }
    return damages
  }

  /// Reads up to a thousand events around a fault, each by itself.
  private func readOneByOne(
    after position: inout Int64, through last: Int64,
    _ body: (RecordedEvent) throws -> Void, _ damages: inout [Damage]
  ) throws {
    let end = min(position + 1000, last)
    // Where not even the positions can be read, any may be there.
    let candidates =
      (try? positions(after: position, through: last)) ?? Array(position + 1...end)
    for candidate in candidates {
      Self.addGap(after: &position, through: candidate - 1, to: &damages)
      if let recorded = try? page(atPositions: [candidate]).first, recorded.position == candidate {
        try Self.take(recorded, after: &position, body, &damages)
      } else {
        Self.add(candidate...candidate, "the event can't be read whole", to: &damages)
        position = candidate
      }
    }
    if candidates.isEmpty { Self.addGap(after: &position, through: last, to: &damages) }
  }

  private static func take(
    _ recorded: RecordedEvent, after position: inout Int64,
    _ body: (RecordedEvent) throws -> Void, _ damages: inout [Damage]
  ) throws {
    guard recorded.position > position else { throw outOfOrder }
    addGap(after: &position, through: recorded.position - 1, to: &damages)
    try body(recorded)
    position = recorded.position
  }

  /// Where a page of the file points to a wrong one, rows come twice or in another order.
  private static var outOfOrder: EventStoreError { .damaged("positions are not in order") }

  /// The next positions that have a row, at most a thousand.
  private func positions(after position: Int64, through last: Int64) throws -> [Int64] {
    let found = try read { database in
      try Int64.fetchAll(
        database.cachedStatement(
          sql: """
            SELECT position FROM event WHERE position > ? AND position <= ?
            ORDER BY position LIMIT 1000
            """), arguments: [position, last])
    }
    guard zip([position] + found, found).allSatisfy(<), found.last ?? 0 <= last else {
      throw Self.outOfOrder
    }
    return found
  }

  /// The last position, found through the rows' indexes where the table's own end can't be read; and one
  /// beyond what a file of this size has room for, if there is any.
  private func lastReadablePosition() -> (last: Int64, stranger: Int64?) {
    let queries = [
      "SELECT max(position) FROM event",
      "SELECT max(position) FROM event WHERE position <= \(Self.room)",
      "SELECT max(last_position) FROM aggregate WHERE last_position <= \(Self.room)",
      """
      SELECT max(position) FROM (SELECT position FROM event INDEXED BY sqlite_autoindex_event_1)
      WHERE position <= \(Self.room)
      """,
    ]
    let found = queries.compactMap { query in
      try? read { try Int64.fetchOne($0, sql: query) }
    }
    let room = (try? read { try Int64.fetchOne($0, sql: "SELECT \(Self.room)") }) ?? .max
    return (found.filter { $0 <= room }.max() ?? 0, found.max().flatMap { $0 > room ? $0 : nil })
  }

  /// A query for the file's bytes, of which every event takes more than one.
  private static let room =
    "(SELECT page_count * page_size FROM pragma_page_count, pragma_page_size)"

  private static func addGap(
    after position: inout Int64, through last: Int64, to damages: inout [Damage]
  ) {
    guard last > position else { return }
    add(position + 1...last, "no event is there", to: &damages)
    position = last
  }

  private static func add(
    _ positions: ClosedRange<Int64>, _ problem: String, to damages: inout [Damage]
  ) {
    if let last = damages.last, last.problem == problem,
      last.positions.upperBound + 1 == positions.lowerBound
    {
      damages[damages.count - 1].positions = last.positions.lowerBound...positions.upperBound
    } else {
      damages.append(Damage(positions: positions, problem: problem))
    }
  }
}
