internal import CSQLite
internal import GRDB

/// The columns of the row on which a statement stands, read in place: nothing is boxed or copied.
struct RowReader {
  private let statement: OpaquePointer

  /// Takes a statement that stands on a row.
  init(statement: OpaquePointer) {
    self.statement = statement
  }

  /// A whole number; nil for any other kind of value.
  func integer(_ column: Int32) -> Int64? {
    guard sqlite3_column_type(statement, column) == SQLITE_INTEGER else { return nil }
    return sqlite3_column_int64(statement, column)
  }

  /// Bytes, valid until the statement moves on; nil for any other kind of value.
  func blob(_ column: Int32) -> UnsafeRawBufferPointer? {
    guard sqlite3_column_type(statement, column) == SQLITE_BLOB else { return nil }
    let start = sqlite3_column_blob(statement, column)
    let count = Int(sqlite3_column_bytes(statement, column))
    return UnsafeRawBufferPointer(start: start, count: count)
  }

  /// Runs a statement and hands over each row, until `body` returns false.
  static func forEachRow(
    of statement: Statement, arguments: StatementArguments = [],
    _ body: (RowReader) throws -> Bool
  ) throws {
    try statement.setArguments(arguments)
    let pointer = statement.sqliteStatement
    defer {
      sqlite3_reset(pointer)
      statement.setUncheckedArguments([])  // a cached statement would keep them
    }
    while true {
      let code = sqlite3_step(pointer)
      if code == SQLITE_DONE { return }
      guard code == SQLITE_ROW else {
        throw failure(code, of: pointer)
      }
      guard try body(RowReader(statement: pointer)) else { return }
    }
  }

  /// The error that a step ended in.
  static func failure(_ code: Int32, of statement: OpaquePointer) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: code),
      message: String(cString: sqlite3_errmsg(sqlite3_db_handle(statement))))
  }
}
