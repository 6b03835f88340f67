public import EventSourcing
internal import GRDB

extension SQLiteEventStore {
  /// Opens the global stream of an architecture.
  /// - Parameters:
  ///   - order: What the stream is sorted by.
  ///   - placement: Where its entries are kept.
  /// - Returns: The stream.
  /// - Throws: `EventStoreError.busy` if another process moves the store's cloud, `.otherStream` if the
  ///   store keeps a stream of another order, `.damaged` if it has lost some of it, and others.
  public func openStream(
    _ order: StreamOrder, _ placement: StreamPlacement
  ) throws -> any StreamTable {
    try translatingErrors {
      switch placement {
      case .overlay:
        return try SQLiteStreamTable(order, overlaying: self)
      case .inStore:
        guard let writer else { throw EventStoreError.readOnly(path: shownPath) }
        let stream = try SQLiteStreamTable(order, inFileOf: self, writer: writer)
        try read { try StreamGlance.check($0) }
        try check(order, try settle("order", order.rawValue))
        return stream
      case .observed:
        try read { try StreamGlance.check($0) }
        try check(order, try fact("order") ?? order.rawValue)
        return SQLiteStreamTable(order, readFrom: self)
      }
    }
  }

  /// Whether a process has the store's stream open to move it, this one or another.
  public var isStreamMoved: Bool { path.map { CloudLock.isHeld(path: $0) } ?? false }

  private func check(_ wanted: StreamOrder, _ found: String) throws {
    guard let found = StreamOrder(rawValue: found) else {
      throw EventStoreError.damaged("its stream is sorted by what there is not: \(found)")
    }
    guard found == wanted else {
      throw EventStoreError.otherStream(found: found, wanted: wanted)
    }
  }

  /// Events by position, as the rows they are in an overlay laid after them.
  func baseRows(
    _ order: StreamOrder, after position: Int64, through last: Int64, limit: Int
  ) throws -> [StreamTableRow] {
    try read { database in
      var rows: [StreamTableRow] = []
      let statement = try database.cachedStatement(
        sql: """
          SELECT event_id, position FROM event WHERE position > ? AND position <= ?
          ORDER BY position LIMIT ?
          """)
      try RowReader.forEachRow(of: statement, arguments: [position, last, limit]) { row in
        let key = try KeptKey(row, partition: 0)
        rows.append(
          StreamTableRow(
            row: key.position, position: key.position,
            key: order == .eventID ? key.place.key : StreamKey(number: key.position),
            visibleAt: nil, isBehindCheckpoint: false))
        return true
      }
      return rows
    }
  }

  /// Events up to a position by id: what an overlay of ids laid after them shows in shard 0.
  func baseKeys(after key: StreamKey?, through last: Int64, limit: Int) throws -> [KeptKey] {
    try read { database in
      var keys: [KeptKey] = []
      let statement = try database.cachedStatement(
        sql: """
          SELECT event_id, position FROM event WHERE event_id > ? AND position <= ?
          ORDER BY event_id LIMIT ?
          """)
      let after = key.map { BlobValue($0.eventID) } ?? BlobValue([])
      try RowReader.forEachRow(of: statement, arguments: [after, last, limit]) { row in
        keys.append(try KeptKey(row, partition: 0))
        return true
      }
      return keys
    }
  }

  /// The greatest id of the events up to a position.
  func greatestBaseKey(through last: Int64) throws -> StreamKey? {
    try read { database in
      var key: StreamKey?
      let statement = try database.cachedStatement(
        sql: """
          SELECT event_id, position FROM event WHERE position <= ? ORDER BY event_id DESC LIMIT 1
          """)
      try RowReader.forEachRow(of: statement, arguments: [last]) { row in
        key = try KeptKey(row, partition: 0).place.key
        return false
      }
      return key
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
