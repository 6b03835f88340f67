internal import EventSourcing
internal import GRDB

extension SQLiteEventStore {
  /// Writes the store's file anew, each table and index in one piece.
  ///
  /// Events written to many aggregates in turn leave pages half full; anew they take less room and are read
  /// faster. It needs room for a second copy meanwhile, and writers wait for it; a crash takes nothing.
  /// - Returns: The file's bytes before and after.
  /// - Throws: `EventStoreError.readOnly`, `.busy` if another process writes, `.inputOutput` if there is no
  ///   room; then the store is as it was.
  public func compact() throws -> (before: Int64, after: Int64) {
    guard let writer else { throw EventStoreError.readOnly(path: shownPath) }
    return try translatingErrors {
      try writer.inDatabase { database in
        let before = try Self.fileBytes(database)
        try database.execute(sql: "VACUUM")
        // Who reads meanwhile keeps the log; it is moved with a later commit then.
        _ = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        return (before, try Self.fileBytes(database))
      }
    }
  }

  /// The bytes of all pages.
  static func fileBytes(_ database: Database) throws -> Int64 {
    try Int64.fetchOne(
      database, sql: "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size") ?? 0
  }
}
