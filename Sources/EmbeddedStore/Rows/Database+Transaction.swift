internal import GRDB

extension Database {
  /// What a transaction may do from its beginning.
  enum Beginning: String {
    /// It sees one state of the store.
    case reading = "BEGIN DEFERRED TRANSACTION"
    /// It holds the write lock.
    case writing = "BEGIN IMMEDIATE TRANSACTION"
  }

  /// Runs a piece of work in a transaction: commits it, or rolls it back if it throws.
  ///
  /// As GRDB's `inTransaction` does, but with statements that are kept: to compile them anew takes as long as
  /// a small append.
  func transaction<Value>(_ beginning: Beginning, _ work: () throws -> Value) throws -> Value {
    try cachedStatement(sql: beginning.rawValue).execute()
    do {
      let value = try work()
      try cachedStatement(sql: "COMMIT TRANSACTION").execute()
      return value
    } catch {
      if isInsideTransaction { try? rollback() }
      throw error
    }
  }
}
