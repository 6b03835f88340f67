internal import CSQLite
internal import EventSourcing
internal import GRDB

/// A statement that writes, run many times over: values are bound in place, nothing is boxed or copied.
///
/// Bytes are only lent: they must stay where they are until ``run()`` has returned.
struct BoundStatement {
  /// Keeps the pointer alive.
  private let statement: Statement
  private let pointer: OpaquePointer

  /// Takes a statement of a connection that is used by nobody else meanwhile.
  init(_ database: Database, _ sql: String) throws {
    statement = try database.cachedStatement(sql: sql)
    pointer = statement.sqliteStatement
  }

  /// Binds a whole number.
  func bind(_ number: Int64, at index: Int32) {
    sqlite3_bind_int64(pointer, index, number)
  }

  /// Lends bytes; a null pointer would be NULL, so no bytes are the empty blob.
  func bind(_ bytes: UnsafeRawBufferPointer, at index: Int32) {
    csqlite_lend_bytes(pointer, index, bytes.baseAddress, bytes.count)
  }

  /// Runs it to its end and takes the values out.
  func run() throws {
    try reading { _ in preconditionFailure("a statement that writes gave a row") }
  }

  /// Runs it up to its first row, and takes the values out.
  /// - Returns: What `body` makes of the row; nil if there is none.
  @discardableResult
  func reading<Value>(_ body: (RowReader) throws -> Value) throws -> Value? {
    defer {
      sqlite3_reset(pointer)
      sqlite3_clear_bindings(pointer)
    }
    switch sqlite3_step(pointer) {
    case SQLITE_DONE: return nil
    case SQLITE_ROW: return try body(RowReader(statement: pointer))
    case let code: throw RowReader.failure(code, of: pointer)
    }
  }
}
