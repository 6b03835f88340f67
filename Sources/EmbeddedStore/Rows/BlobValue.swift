internal import CSQLite
internal import EventSourcing
internal import Foundation
internal import GRDB

/// Bytes as an argument of a statement, handed to SQLite without a copy of our own.
struct BlobValue: StatementBinding, DatabaseValueConvertible {
  private let bytes: ArraySlice<UInt8>

  /// Takes a text's bytes.
  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
  }

  /// Takes an id's 20 bytes.
  init(_ eventID: KSUID) {
    bytes = ArraySlice(eventID.bytes)
  }

  /// Takes a key's 20 bytes.
  init(_ key: StreamKey) {
    bytes = ArraySlice(key.withBytes { Array($0) })
  }

  var databaseValue: DatabaseValue { Data(bytes).databaseValue }

  static func fromDatabaseValue(_ value: DatabaseValue) -> BlobValue? {
    Data.fromDatabaseValue(value).map { BlobValue(ArraySlice($0)) }
  }

  func bind(to statement: SQLiteStatement, at index: CInt) -> CInt {
    bytes.withUnsafeBytes { buffer in
      csqlite_bind_bytes(statement, index, buffer.baseAddress, buffer.count)
    }
  }
}
