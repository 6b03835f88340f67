public import EventSourcing
internal import GRDB
internal import Ledger

extension SQLiteEventStore {
  /// The bytes of text after which a page ends, though more events were asked for.
  static let pageBytes = 4 << 20

  /// The position of the last committed event, 0 if there is none.
  public func lastPosition() throws -> Int64 {
    try read { try Self.lastPosition($0) }
  }

  static func lastPosition(_ database: Database) throws -> Int64 {
    try DenseNumber.last(
      Int64.fetchOne(database.cachedStatement(sql: "SELECT max(position) FROM event")),
      of: "the last event's position")
  }

  /// Waits until an event after a position is committed, here or by another process.
  public func waitForCommit(
    after position: Int64, timeoutMicroseconds: Int64
  ) throws -> Int64 {
    try watch.wait(after: position, microseconds: timeoutMicroseconds, current: lastPosition)
  }

  /// Events in the order of commits, after a position.
  /// - Throws: `EventStoreError`; `.damaged` also where an event is missing.
  public func page(afterPosition position: Int64, limit: Int) throws -> EventPage {
    try read { database in
      var run = GaplessRun(after: position, of: "the event at position")
      let page = try Self.page(database, afterPosition: position, limit: limit) { row in
        try run.take(row.content.position)
      }
      if page.isLast { try run.checkEnd(Self.lastPositionOfAggregates(database)) }
      return page
    }
  }

  /// Events in the order of commits, after a position, over gaps that should not be there.
  func pageOverGaps(afterPosition position: Int64, limit: Int) throws -> EventPage {
    try read { try Self.page($0, afterPosition: position, limit: limit) { _ in } }
  }

  /// Events of an aggregate by version.
  /// - Throws: `EventStoreError`; `.damaged` also where an event is missing.
  public func page(
    of aggregate: AggregateID, from version: AggregateVersion, limit: Int
  ) throws -> EventPage {
    try read { database in
      var run = GaplessRun(after: max(1, version) - 1, of: "an aggregate's event of version")
      let page = try Self.page(
        database, "WHERE aggregate_id = ? AND aggregate_version >= ? ORDER BY aggregate_version",
        [BlobValue(aggregate.bytes), version], limit: limit, start: .position(0)
      ) { row in
        // The index led here; what the row itself says is what its hash vouches for.
        guard row.content.aggregateID.elementsEqual(aggregate.bytes) else { throw run.gap }
        try run.take(row.content.aggregateVersion)
      }
      if page.isLast { try run.checkEnd(Self.listedVersion(of: aggregate, database)) }
      return page
    }
  }

  /// The last position as the list of aggregates knows it.
  private static func lastPositionOfAggregates(_ database: Database) throws -> Int64 {
    try Int64.fetchOne(
      database.cachedStatement(sql: "SELECT max(last_position) FROM aggregate")) ?? 0
  }

  /// An aggregate's version as the list of aggregates knows it, 0 if it is not there.
  private static func listedVersion(
    of aggregate: AggregateID, _ database: Database
  ) throws -> AggregateVersion {
    try AggregateVersion.fetchOne(
      database.cachedStatement(sql: "SELECT version FROM aggregate WHERE aggregate_id = ?"),
      arguments: [BlobValue(aggregate.bytes)]) ?? 0
  }

  /// The events of an aggregate with these versions; those that do not exist, and those that can't be read
  /// whole, are left out.
  public func page(
    of aggregate: AggregateID, versions: ClosedRange<AggregateVersion>
  ) throws -> EventPage {
    try read { database in
      var page = EventPage(next: .position(0))
      let statement = try database.cachedStatement(
        sql: """
          SELECT \(EventRow.columns) FROM event
          WHERE aggregate_id = ? AND aggregate_version BETWEEN ? AND ? ORDER BY aggregate_version
          """)
      try RowReader.forEachRow(
        of: statement,
        arguments: [BlobValue(aggregate.bytes), versions.lowerBound, versions.upperBound]
      ) { row in
        // The index led here; what the row itself says is what its hash vouches for.
        if let event = try? EventRow(row), event.content.aggregateID.elementsEqual(aggregate.bytes),
          versions.contains(event.content.aggregateVersion)
        {
          event.append(to: &page)
        }
        return true
      }
      return page
    }
  }

  /// The events at positions, in the order given; those that do not exist, and those that can't be read
  /// whole, are left out.
  public func page(atPositions positions: [Int64]) throws -> EventPage {
    try page(atPositions: positions, untilBytes: .max) { try? EventRow($0) }
  }

  /// The events at positions, as far as they fit into so many bytes of text and one event more.
  func page(atPositions positions: [Int64], untilBytes bytes: Int) throws -> EventPage {
    try page(atPositions: positions, untilBytes: bytes) { try EventRow($0) }
  }

  private func page(
    atPositions positions: [Int64], untilBytes bytes: Int, event: (RowReader) throws -> EventRow?
  ) throws -> EventPage {
    try read { database in
      var page = EventPage(next: .position(positions.last ?? 0))
      page.reserveCapacity(positions.count)
      let statement = try database.cachedStatement(
        sql: "SELECT \(EventRow.columns) FROM event WHERE position = ?")
      for position in positions where page.byteCount < bytes {
        try RowReader.forEachRow(of: statement, arguments: [position]) { row in
          try event(row)?.append(to: &page)
          return false
        }
      }
      return page
    }
  }

  /// The event with an id, nil if there is none.
  public func recorded(eventID: KSUID) throws -> RecordedEvent? {
    try read { database in
      try Self.page(
        database, "WHERE event_id = ?", [BlobValue(eventID)], limit: 1, start: .position(0)
      ).first
    }
  }

  private static func page(
    _ database: Database, afterPosition position: Int64, limit: Int,
    check: (EventRow) throws -> Void
  ) throws -> EventPage {
    try page(
      database, "WHERE position > ? ORDER BY position", [position], limit: limit,
      start: .position(position), check: check)
  }

  /// Reads a page with a statement that goes along an index: never by offset.
  private static func page(
    _ database: Database, _ condition: String, _ arguments: StatementArguments, limit: Int,
    start: EventSourcing.Cursor, check: (EventRow) throws -> Void = { _ in }
  ) throws -> EventPage {
    var page = EventPage(next: start)
    guard limit > 0 else {
      page.isLast = false
      return page
    }
    let statement = try database.cachedStatement(
      sql: "SELECT \(EventRow.columns) FROM event \(condition) LIMIT ?")
    // One more than wanted tells whether it is the last page.
    let asked = limit == .max ? limit : limit + 1
    try RowReader.forEachRow(of: statement, arguments: arguments + [asked]) { row in
      guard page.count < limit, page.byteCount < pageBytes else {
        page.isLast = false
        return false
      }
      let event = try EventRow(row)
      try check(event)
      event.append(to: &page)
      return true
    }
    if case .position = start, let last = page.last { page.next = .position(last.position) }
    return page
  }

  /// The number of events and of aggregates.
  public func totals() throws -> (events: Int64, aggregates: Int64) {
    try read { database in
      // Positions are dense, so the last one counts the events.
      let events = try Self.lastPosition(database)
      let aggregates = try Int64.fetchOne(
        database.cachedStatement(sql: "SELECT aggregates FROM tally"))
      guard let aggregates else { throw EventStoreError.damaged("the count of aggregates is gone") }
      return (events, aggregates)
    }
  }
}
