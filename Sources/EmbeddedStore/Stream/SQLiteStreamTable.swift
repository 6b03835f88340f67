internal import EventSourcing
internal import GRDB
internal import VirtualTime

/// An architecture's global stream, in the store's own file or in a database of this session.
///
/// Rows of an overlay up to ``baseRow`` are the events at those positions: they have no entry, and stand
/// together in partition 0, by id or numbered by their positions.
final class SQLiteStreamTable: StreamTable {
  let order: StreamOrder
  let baseRow: Int64
  private let store: SQLiteEventStore
  /// The connection that writes; nil for a stream that is only read.
  let database: DatabaseQueue?
  private let isOverlay: Bool
  private let cloudLock: CloudLock?

  /// Lays a stream over everything that is committed.
  init(_ order: StreamOrder, overlaying store: SQLiteEventStore) throws {
    self.order = order
    self.store = store
    let base = try store.lastPosition()
    baseRow = base
    isOverlay = true
    cloudLock = nil
    let database = try StoreConnection.temporary()
    try database.inDatabase { database in
      for statement in StoreSchema.overlay { try database.execute(sql: statement) }
      try database.execute(
        sql: "INSERT INTO stream_mark VALUES (?, ?, 0)", arguments: [base, base])
    }
    self.database = database
  }

  /// Opens the stream that is kept in the store's file, to move it.
  init(_ order: StreamOrder, inFileOf store: SQLiteEventStore, writer: DatabaseQueue) throws {
    self.order = order
    self.store = store
    baseRow = 0
    isOverlay = false
    cloudLock = try store.path.map { try CloudLock(path: $0) }
    database = writer
  }

  /// Reads the stream that is kept in the store's file, and leaves moving it to others.
  init(_ order: StreamOrder, readFrom store: SQLiteEventStore) {
    self.order = order
    self.store = store
    baseRow = 0
    isOverlay = false
    cloudLock = nil
    database = nil
  }

  func lastRow() throws -> Int64 {
    try read { try self.lastRow($0) }
  }

  private func lastRow(_ database: Database) throws -> Int64 {
    try Int64.fetchOne(database.cachedStatement(sql: "SELECT max(row) FROM stream_entry"))
      ?? baseRow
  }

  func waitForRow(after row: Int64, timeoutMicroseconds: Int64) throws -> Int64 {
    try store.watch.wait(after: row, microseconds: timeoutMicroseconds, current: lastRow)
  }

  func shards() throws -> Int? { isOverlay ? nil : try store.shards() }

  // MARK: Writing

  func keepShards(_ count: Int) throws {
    if !isOverlay, let database { try store.keep(shards: count, through: database) }
  }

  func apply(_ entries: [StreamTableEntry], horizon: Int64) throws {
    guard let database else { throw EventStoreError.readOnly(path: store.shownPath) }
    try store.translatingErrors {
      try database.inDatabase { database in
        // What a crash takes of the stream is found again, so it is not worth a flush.
        if isFlushed { try StoreConnection.setDurability(.normal, of: database) }
        let applied = Result {
          try database.transaction(.writing) {
            try insert(entries, database)
            try advanceMark(database, horizon)
          }
        }
        if isFlushed { try store.flushAgain(database) }
        try applied.get()
      }
    }
    store.watch.changed()
  }

  /// Whether the connection would flush every commit.
  private var isFlushed: Bool { !isOverlay && store.options.durability == .full }

  private func insert(_ entries: [StreamTableEntry], _ database: Database) throws {
    var row = try lastRow(database)
    let statement = try BoundStatement(
      database,
      "INSERT INTO stream_entry VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (position) DO NOTHING")
    for entry in entries where entry.position > baseRow {
      statement.bind(row + 1, at: 1)
      statement.bind(entry.position, at: 2)
      statement.bind(Int64(entry.place.partition), at: 3)
      statement.bind(entry.place.key.orderNumber(order), at: 5)
      statement.bind(entry.visibleAt.microseconds, at: 6)
      statement.bind(entry.isBehindCheckpoint ? 1 : 0, at: 7)
      try entry.place.key.withBytes { key in
        statement.bind(key, at: 4)
        try statement.run()
      }
      row += Int64(database.changesCount)
    }
  }

  /// Moves the mark up to the first position that is not in the stream, and the horizon.
  private func advanceMark(_ database: Database, _ horizon: Int64) throws {
    let mark = try self.mark(database)
    var reached = mark
    let entries = try database.cachedStatement(
      sql: "SELECT position FROM stream_entry WHERE position > ? ORDER BY position")
    try RowReader.forEachRow(of: entries, arguments: [mark]) { row in
      guard row.integer(0) == reached + 1 else { return false }
      reached += 1
      return true
    }
    try database.cachedStatement(sql: "UPDATE stream_mark SET position = ?, horizon = ?")
      .execute(arguments: [reached, horizon])
  }

  private func mark(_ database: Database) throws -> Int64 {
    guard
      let mark = try Int64.fetchOne(
        database.cachedStatement(sql: "SELECT position FROM stream_mark"))
    else { throw EventStoreError.damaged("the mark of how far the stream has come is gone") }
    return mark
  }

  // MARK: Reading by row

  func rows(after row: Int64, limit: Int) throws -> [StreamTableRow] {
    guard limit > 0 else { return [] }
    var rows: [StreamTableRow] = []
    if row < baseRow {
      rows = try store.baseRows(order, after: row, through: baseRow, limit: limit)
    }
    guard rows.count < limit else { return rows }
    return rows
      + (try read { database in
        try Self.entries(
          database, "WHERE row > ? ORDER BY row LIMIT ?", [max(row, baseRow), limit - rows.count])
      })
  }

  func rows(ofPositions positions: [Int64]) throws -> [Int64: StreamTableRow] {
    var found: [Int64: StreamTableRow] = [:]
    for run in positions.runs where run.lowerBound <= baseRow && run.upperBound > 0 {
      let (before, last) = (max(0, run.lowerBound - 1), min(run.upperBound, baseRow))
      for row in try store.baseRows(order, after: before, through: last, limit: run.count) {
        found[row.position] = row
      }
    }
    try read { database in
      for run in positions.runs where run.upperBound > baseRow {
        let bounds: StatementArguments = [max(run.lowerBound, baseRow + 1), run.upperBound]
        for row in try Self.entries(database, "WHERE position BETWEEN ? AND ?", bounds) {
          found[row.position] = row
        }
      }
    }
    return found
  }

  private static func entries(
    _ database: Database, _ condition: String, _ arguments: StatementArguments
  ) throws -> [StreamTableRow] {
    var rows: [StreamTableRow] = []
    let statement = try database.cachedStatement(
      sql: "SELECT row, position, sort_key, visible_at, behind FROM stream_entry \(condition)")
    try RowReader.forEachRow(of: statement, arguments: arguments) { row in
      guard let number = row.integer(0), let position = row.integer(1),
        let key = row.blob(2).flatMap({ try? StreamKey(bytes: $0) }),
        let visibleAt = row.integer(3), let isBehind = row.integer(4)
      else { throw EventStoreError.damaged("an entry of the stream is not of its form") }
      rows.append(
        StreamTableRow(
          row: number, position: position, key: key,
          visibleAt: Instant(microseconds: visibleAt), isBehindCheckpoint: isBehind != 0))
      return true
    }
    return rows
  }

  func pending(after position: Int64, limit: Int) throws -> EventPage {
    var position = max(position, try read { try self.mark($0) })
    var pending = EventPage(next: .position(position), isLast: false)
    while pending.count < limit {
      let page = try store.page(afterPosition: position, limit: 1000)
      let applied = try rows(ofPositions: page.map(\.position))
      for recorded in page {
        guard pending.count < limit else { break }
        position = recorded.position
        if applied[position] == nil { pending.append(recorded) }
      }
      if page.isLast, pending.count < limit || position == page.last?.position {
        pending.isLast = true
        break
      }
    }
    pending.next = .position(position)
    return pending
  }

  func ends() throws -> [StreamPlace] {
    var ends: [StreamPlace] = []
    if let last = try baseEnd() { ends.append(StreamPlace(partition: 0, key: last)) }
    try read { database in
      for partition in try Self.partitions(database) {
        // Of transactions the greatest number and the greatest key may be two entries.
        for last in ["sort_key", "order_number"] {
          let isThere = last == "order_number" ? "AND order_number > 0" : ""
          let statement = try database.cachedStatement(
            sql: """
              SELECT sort_key, position FROM stream_entry WHERE partition = ? \(isThere)
              ORDER BY \(last) DESC LIMIT 1
              """)
          try RowReader.forEachRow(of: statement, arguments: [partition]) { row in
            ends.append(try KeptKey(row, partition: Int(partition)).place)
            return false
          }
          if order != .transaction { break }
        }
      }
    }
    return ends
  }

  /// The greatest key of what was there before an overlay was laid.
  private func baseEnd() throws -> StreamKey? {
    guard baseRow > 0 else { return nil }
    return order == .eventID
      ? try store.greatestBaseKey(through: baseRow) : StreamKey(number: baseRow)
  }

  func read<Value>(_ work: (Database) throws -> Value) throws -> Value {
    guard isOverlay, let database else { return try store.read(work) }
    return try store.translatingErrors { try database.inDatabase(work) }
  }
}

// MARK: - Reading by key

extension SQLiteStreamTable {
  func page(after cursor: EventSourcing.Cursor, limit: Int, horizon: Int64) throws -> EventPage {
    var page = EventPage(next: cursor, isLast: false)
    // One more than wanted tells whether it is the last page.
    let asked = limit == .max ? limit : limit + 1
    var keys: [KeptKey]
    switch (cursor, order) {
    case (.shards(let checkpoints), .eventID):
      keys = try self.keys(checkpoints, "sort_key", asked)
      if baseRow > 0, limit > 0 {
        keys += try store.baseKeys(after: checkpoints[0], through: baseRow, limit: asked)
      }
      keys.sort { $0.place.key < $1.place.key }
    case (.numbers(let checkpoints), .number):
      keys = try self.keys(checkpoints, "sort_key", asked)
      keys = baseNumbers(after: checkpoints[0], asked) + keys
      // Sequences are read as they became visible, each in its own order.
      keys = try inOrderOfVisibility(keys)
    case (.numbers(let checkpoints), .transaction):
      keys = try self.keys(checkpoints, "order_number", asked)
      keys = baseNumbers(after: checkpoints[0], asked) + keys
      keys.sort { $0.place.key.number < $1.place.key.number }
    case (.transactions(let key), .transaction):
      keys = key.transaction == 0 ? baseNumbers(after: key, asked) : []
      keys += try transactions(after: key, before: horizon, limit: asked)
    default:
      throw EventStoreError.foreignCursor(cursor)
    }
    guard limit > 0 else { return page }
    let chosen = keys.prefix(limit)
    let events = try store.page(
      atPositions: chosen.map(\.position), untilBytes: SQLiteEventStore.pageBytes)
    guard events.count == chosen.count || events.byteCount >= SQLiteEventStore.pageBytes else {
      throw EventStoreError.damaged("the stream names an event that the store does not have")
    }
    page.isLast = events.count == keys.count
    for (var recorded, key) in zip(events, chosen) {
      if order == .eventID { recorded.shard = key.place.partition }
      page.append(recorded, at: key.place)
    }
    return page
  }

  /// The first keys of every partition after its checkpoint, in the order of a column.
  private func keys(
    _ checkpoints: StreamCheckpoints, _ column: String, _ limit: Int
  ) throws -> [KeptKey] {
    try read { database in
      var keys: [KeptKey] = []
      // The index of numbers holds those that are there.
      let isThere = column == "order_number" ? "AND order_number > 0" : ""
      let entries = try database.cachedStatement(
        sql: """
          SELECT sort_key, position FROM stream_entry
          WHERE partition = ? AND \(column) > ? \(isThere) ORDER BY \(column) LIMIT ?
          """)
      for partition in try Self.partitions(database) {
        let checkpoint = checkpoints[Int(partition)]
        let after: any DatabaseValueConvertible =
          column == "sort_key"
          ? checkpoint.map { BlobValue($0) } ?? BlobValue([]) : checkpoint?.number ?? 0
        var run = GaplessRun(
          after: max(checkpoint?.number ?? 0, partition == 0 ? baseRow : 0),
          of: "the entry of the stream with number")
        try RowReader.forEachRow(
          of: entries, arguments: [partition, after, limit]
        ) { row in
          let key = try KeptKey(row, partition: Int(partition))
          if order == .number { try run.take(key.place.key.number) }
          keys.append(key)
          return true
        }
      }
      return keys
    }
  }

  private func transactions(
    after key: StreamKey, before horizon: Int64, limit: Int
  ) throws -> [KeptKey] {
    try read { database in
      var keys: [KeptKey] = []
      let entries = try database.cachedStatement(
        sql: """
          SELECT sort_key, position FROM stream_entry
          WHERE partition = 0 AND sort_key > ? AND sort_key < ? ORDER BY sort_key LIMIT ?
          """)
      // Who does not move the stream knows of no running transaction: the mover's horizon is kept with it.
      let end = StreamKey(
        transaction: self.database == nil ? min(horizon, try keptHorizon(database)) : horizon,
        number: 0)
      try RowReader.forEachRow(
        of: entries, arguments: [BlobValue(key), BlobValue(end), limit]
      ) { row in
        keys.append(try KeptKey(row, partition: 0))
        return true
      }
      return keys
    }
  }

  /// Events of before an overlay was laid, numbered by their positions.
  private func baseNumbers(after key: StreamKey?, _ limit: Int) -> [KeptKey] {
    let first = (key?.number ?? 0) + 1
    guard first <= baseRow, limit > 0 else { return [] }
    let last = min(baseRow, first.addingReportingOverflow(Int64(limit) - 1).partialValue)
    return (first...max(first, last)).map {
      KeptKey(position: $0, key: StreamKey(number: $0))
    }
  }

  /// Keys of several sequences in the order in which the stream showed them.
  private func inOrderOfVisibility(_ keys: [KeptKey]) throws -> [KeptKey] {
    guard keys.contains(where: { $0.place.partition != keys[0].place.partition }) else {
      return keys
    }
    let rows = try rows(ofPositions: keys.map(\.position))
    return keys.sorted { rows[$0.position]?.row ?? 0 < rows[$1.position]?.row ?? 0 }
  }

  /// The partitions that have entries.
  private static func partitions(_ database: Database) throws -> [Int64] {
    let next = try database.cachedStatement(
      sql: "SELECT min(partition) FROM stream_entry WHERE partition > ?")
    var partitions: [Int64] = []
    while let found = try Int64.fetchOne(next, arguments: [partitions.last ?? -1]) {
      guard found <= Int32.max else {
        throw EventStoreError.damaged("the stream has no partition \(found)")
      }
      partitions.append(found)
    }
    return partitions
  }
}

extension StreamKey {
  /// What the second order of a stream of transactions goes by: the number; of other streams nothing.
  fileprivate func orderNumber(_ order: StreamOrder) -> Int64 {
    order == .transaction ? number : 0
  }
}
