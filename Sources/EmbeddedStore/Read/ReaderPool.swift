internal import Dispatch
internal import Foundation
internal import GRDB

/// Connections that only read, each used by one caller at a time.
final class ReaderPool: Sendable {
  private let free: DispatchSemaphore
  private let lock = NSLock()
  /// Guarded by `lock`.
  private nonisolated(unsafe) var idle: [DatabaseQueue]

  /// Takes opened connections.
  init(_ readers: [DatabaseQueue]) {
    idle = readers
    free = DispatchSemaphore(value: readers.count)
  }

  /// Reads one consistent state of the store.
  func read<Value>(_ work: (Database) throws -> Value) throws -> Value {
    free.wait()
    let reader = lock.withLock { idle.removeLast() }
    defer {
      lock.withLock { idle.append(reader) }
      free.signal()
    }
    return try reader.inDatabase { database in
      var value: Value?
      try database.inTransaction(.deferred) {
        value = try work(database)
        return .commit
      }
      guard let value else { preconditionFailure("a transaction ended without its work") }
      return value
    }
  }
}
