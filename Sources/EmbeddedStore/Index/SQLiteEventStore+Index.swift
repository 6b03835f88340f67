public import EventSourcing
internal import GRDB

extension SQLiteEventStore {
  /// Opens the index of an architecture.
  /// - Parameter placement: Where its applied entries are kept.
  /// - Returns: The index.
  /// - Throws: `EventStoreError.busy` if another process moves the store's cloud, and others.
  public func openIndex(_ placement: IndexPlacement) throws -> any IndexTable {
    try translatingErrors {
      switch placement {
      case .overlay:
        return try SQLiteIndexTable(overlaying: self)
      case .inStore:
        guard let writer else { throw EventStoreError.readOnly(path: shownPath) }
        return try SQLiteIndexTable(inFileOf: self, writer: writer)
      }
    }
  }

  /// Events by position, as the rows they are in an overlay laid after them.
  func baseRows(after position: Int64, through last: Int64, limit: Int) throws -> [IndexRow] {
    try read { database in
      var rows: [IndexRow] = []
      let statement = try database.cachedStatement(
        sql: """
          SELECT event_id, position FROM event WHERE position > ? AND position <= ?
          ORDER BY position LIMIT ?
          """)
      try RowReader.forEachRow(of: statement, arguments: [position, last, limit]) { row in
        let key = try IndexKey(row, shard: 0)
        rows.append(
          IndexRow(
            row: key.position, position: key.position, eventID: key.eventID, visibleAt: nil,
            isBehindCheckpoint: false))
        return true
      }
      return rows
    }
  }

  /// Events up to a position by id: what an overlay laid after them shows in shard 0.
  func baseKeys(after eventID: KSUID?, through last: Int64, limit: Int) throws -> [IndexKey] {
    try read { database in
      var keys: [IndexKey] = []
      let statement = try database.cachedStatement(
        sql: """
          SELECT event_id, position FROM event WHERE event_id > ? AND position <= ?
          ORDER BY event_id LIMIT ?
          """)
      let after = eventID.map(BlobValue.init) ?? BlobValue([])
      try RowReader.forEachRow(of: statement, arguments: [after, last, limit]) { row in
        keys.append(try IndexKey(row, shard: 0))
        return true
      }
      return keys
    }
  }

  /// Does work whose errors become those that a caller can act on.
  func translatingErrors<Value>(_ work: () throws -> Value) throws -> Value {
    do {
      return try work()
    } catch {
      throw StoreFailure.of(error, path: shownPath, busySeconds: options.busySeconds)
    }
  }
}
