internal import EventSourcing
internal import GRDB
internal import VirtualTime

/// An index's applied entries, in the store's own file or in a database of this session.
///
/// Rows of an overlay up to ``baseRow`` are the events at those positions: they have no entry, and stand
/// together in index shard 0.
final class SQLiteIndexTable: IndexTable {
  let baseRow: Int64
  private let store: SQLiteEventStore
  private let database: DatabaseQueue
  private let isOverlay: Bool
  private let cloudLock: CloudLock?

  /// Lays an index over everything that is committed.
  init(overlaying store: SQLiteEventStore) throws {
    self.store = store
    let base = try store.lastPosition()
    baseRow = base
    isOverlay = true
    cloudLock = nil
    // A database without a name is a file that SQLite removes itself.
    database = try StoreConnection.open(path: "", busySeconds: 0)
    try database.inDatabase { database in
      for statement in StoreSchema.overlay { try database.execute(sql: statement) }
      try database.execute(sql: "INSERT INTO index_mark VALUES (?, ?)", arguments: [base, base])
    }
  }

  /// Opens the index that is kept in the store's file.
  init(inFileOf store: SQLiteEventStore, writer: DatabaseQueue) throws {
    self.store = store
    baseRow = 0
    isOverlay = false
    cloudLock = try store.path.map { try CloudLock(path: $0) }
    database = writer
  }

  func lastRow() throws -> Int64 {
    try read { try self.lastRow($0) }
  }

  private func lastRow(_ database: Database) throws -> Int64 {
    try Int64.fetchOne(database.cachedStatement(sql: "SELECT max(row) FROM index_entry"))
      ?? baseRow
  }

  func apply(_ entries: [IndexEntry]) throws {
    try store.translatingErrors {
      try database.inDatabase { database in
        // What a crash takes of the index is found again, so it is not worth a flush.
        if isFlushed { try StoreConnection.setDurability(.normal, of: database) }
        defer {
          if isFlushed { try? StoreConnection.setDurability(.full, of: database) }
        }
        try database.inTransaction(.immediate) {
          try insert(entries, database)
          try advanceMark(database)
          return .commit
        }
      }
    }
  }

  /// Whether the connection would flush every commit.
  private var isFlushed: Bool { !isOverlay && store.options.durability == .full }

  private func insert(_ entries: [IndexEntry], _ database: Database) throws {
    var row = try lastRow(database)
    let statement = try BoundStatement(
      database, "INSERT OR IGNORE INTO index_entry VALUES (?, ?, ?, ?, ?, ?)")
    for entry in entries where entry.position > baseRow {
      statement.bind(row + 1, at: 1)
      statement.bind(entry.position, at: 2)
      statement.bind(Int64(entry.shard), at: 3)
      statement.bind(entry.visibleAt.microseconds, at: 5)
      statement.bind(entry.isBehindCheckpoint ? 1 : 0, at: 6)
      try entry.eventID.withBytes { identity in
        statement.bind(identity, at: 4)
        try statement.run()
      }
      row += Int64(database.changesCount)
    }
  }

  /// Moves the mark up to the first position that is not in the index.
  private func advanceMark(_ database: Database) throws {
    let mark = try self.mark(database)
    var reached = mark
    let entries = try database.cachedStatement(
      sql: "SELECT position FROM index_entry WHERE position > ? ORDER BY position")
    try RowReader.forEachRow(of: entries, arguments: [mark]) { row in
      guard row.integer(0) == reached + 1 else { return false }
      reached += 1
      return true
    }
    if reached > mark {
      try database.cachedStatement(sql: "UPDATE index_mark SET position = ?")
        .execute(arguments: [reached])
    }
  }

  private func mark(_ database: Database) throws -> Int64 {
    try Int64.fetchOne(database.cachedStatement(sql: "SELECT position FROM index_mark")) ?? 0
  }

  func rows(after row: Int64, limit: Int) throws -> [IndexRow] {
    guard limit > 0 else { return [] }
    var rows: [IndexRow] = []
    if row < baseRow {
      rows = try store.baseRows(after: row, through: baseRow, limit: limit)
    }
    guard rows.count < limit else { return rows }
    return rows
      + (try read { database in
        try Self.entries(
          database, "WHERE row > ? ORDER BY row LIMIT ?", [max(row, baseRow), limit - rows.count])
      })
  }

  func rows(ofPositions positions: [Int64]) throws -> [Int64: IndexRow] {
    var found: [Int64: IndexRow] = [:]
    for position in positions where position <= baseRow && position > 0 {
      for row in try store.baseRows(after: position - 1, through: position, limit: 1) {
        found[position] = row
      }
    }
    try read { database in
      for position in positions where position > baseRow {
        for row in try Self.entries(database, "WHERE position = ?", [position]) {
          found[position] = row
        }
      }
    }
    return found
  }

  private static func entries(
    _ database: Database, _ condition: String, _ arguments: StatementArguments
  ) throws -> [IndexRow] {
    var rows: [IndexRow] = []
    let statement = try database.cachedStatement(
      sql: "SELECT row, position, event_id, visible_at, behind FROM index_entry \(condition)")
    try RowReader.forEachRow(of: statement, arguments: arguments) { row in
      guard let number = row.integer(0), let position = row.integer(1),
        let eventID = row.blob(2).flatMap({ try? KSUID(bytes: $0) }),
        let visibleAt = row.integer(3), let isBehind = row.integer(4)
      else { throw EventStoreError.damaged("an entry of the index is not of its form") }
      rows.append(
        IndexRow(
          row: number, position: position, eventID: eventID,
          visibleAt: Instant(microseconds: visibleAt), isBehindCheckpoint: isBehind != 0))
      return true
    }
    return rows
  }

  func pending(limit: Int) throws -> EventPage {
    var position = try read { try self.mark($0) }
    var pending = EventPage(next: .position(position))
    while pending.count < limit {
      let page = try store.page(afterPosition: position, limit: 1000)
      guard let last = page.last else { break }
      position = last.position
      let applied = try rows(ofPositions: page.map(\.position))
      for recorded in page where applied[recorded.position] == nil && pending.count < limit {
        pending.append(recorded)
      }
    }
    pending.isLast = pending.count < limit
    return pending
  }

  func page(after checkpoints: ShardCheckpoints, limit: Int) throws -> EventPage {
    var page = EventPage(next: .shards(checkpoints), isLast: false)
    guard limit > 0 else { return page }
    // One more than wanted tells whether it is the last page.
    let asked = limit == .max ? limit : limit + 1
    var keys = try read { try Self.keys($0, after: checkpoints, limit: asked) }
    if baseRow > 0 {
      keys += try store.baseKeys(after: checkpoints[shard: 0], through: baseRow, limit: asked)
    }
    keys.sort { $0.eventID < $1.eventID }
    let chosen = keys.prefix(limit)
    let events = try store.page(
      atPositions: chosen.map(\.position), untilBytes: SQLiteEventStore.pageBytes)
    guard events.count == chosen.count || events.byteCount >= SQLiteEventStore.pageBytes else {
      throw EventStoreError.damaged("the index names an event that the store does not have")
    }
    page.isLast = events.count == keys.count
    for (var recorded, key) in zip(events, chosen) {
      recorded.shard = key.shard
      page.append(recorded)
      page.next.advance(past: recorded)
    }
    return page
  }

  /// The first keys of every index shard after its checkpoint.
  private static func keys(
    _ database: Database, after checkpoints: ShardCheckpoints, limit: Int
  ) throws -> [IndexKey] {
    var keys: [IndexKey] = []
    let nextShard = try database.cachedStatement(
      sql: "SELECT min(shard) FROM index_entry WHERE shard > ?")
    let entries = try database.cachedStatement(
      sql: """
        SELECT event_id, position FROM index_entry WHERE shard = ? AND event_id > ?
        ORDER BY event_id LIMIT ?
        """)
    var shard: Int64 = -1
    while let found = try Int64.fetchOne(nextShard, arguments: [shard]) {
      shard = found
      let after = checkpoints[shard: Int(shard)].map(BlobValue.init) ?? BlobValue([])
      try RowReader.forEachRow(of: entries, arguments: [shard, after, limit]) { row in
        keys.append(try IndexKey(row, shard: Int(shard)))
        return true
      }
    }
    return keys
  }

  private func read<Value>(_ work: (Database) throws -> Value) throws -> Value {
    guard isOverlay else { return try store.read(work) }
    return try store.translatingErrors { try database.inDatabase(work) }
  }
}
