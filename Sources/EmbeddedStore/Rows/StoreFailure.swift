internal import CSQLite
internal import EventSourcing
internal import GRDB

/// Turns what SQLite says into what a caller can act on.
enum StoreFailure {
  /// The store's error for any error of a database's work.
  static func of(_ error: any Error, path: String, busySeconds: Int) -> EventStoreError {
    if let error = error as? EventStoreError { return error }
    guard let error = error as? DatabaseError else { return .inputOutput("\(error)") }
    // A backup's error is not its connection's, which then has none.
    let isNamed = error.message.map { $0 != "not an error" } ?? false
    let words =
      "\(path): \(isNamed ? error.message ?? "" : String(cString: sqlite3_errstr(error.resultCode.rawValue)))"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: return .busy(seconds: busySeconds)
    case .SQLITE_READONLY: return .readOnly(path: path)
    case .SQLITE_CORRUPT, .SQLITE_MISMATCH, .SQLITE_CONSTRAINT, .SQLITE_FORMAT:
      return .damaged(words)
    case .SQLITE_NOTADB: return .notAStore(path: path, reason: "it is no SQLite file")
    default: return .inputOutput(words)
    }
  }
}
