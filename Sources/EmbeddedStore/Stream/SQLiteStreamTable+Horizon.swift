internal import EventSourcing
internal import GRDB

extension SQLiteStreamTable {
  /// The horizon of transactions as whoever moves the stream has left it.
  func keptHorizon(_ database: Database) throws -> Int64 {
    try Int64.fetchOne(database.cachedStatement(sql: "SELECT horizon FROM stream_mark")) ?? 0
  }

  func heldBack() throws -> [Int64] {
    guard order == .transaction, database == nil else { return [] }
    return try read { database in
      var positions: [Int64] = []
      let horizon = StreamKey(transaction: try keptHorizon(database), number: 0)
      let statement = try database.cachedStatement(
        sql: "SELECT position FROM stream_entry WHERE partition = 0 AND sort_key >= ?")
      try RowReader.forEachRow(of: statement, arguments: [BlobValue(horizon)]) { row in
        if let position = row.integer(0) { positions.append(position) }
        return true
      }
      return positions
    }
  }
}
