internal import Dispatch
internal import EventSourcing
internal import Foundation
internal import GRDB

/// Connections that only read, each used by one caller at a time.
final class ReaderPool: Sendable {
  private let free: DispatchSemaphore
  private let lock = NSLock()
  /// Guarded by `lock`.
  private nonisolated(unsafe) var idle: [DatabaseQueue]
  private let count: Int
  /// Guarded by `lock`.
  private nonisolated(unsafe) var isClosed = false

  /// Takes opened connections.
  init(_ readers: [DatabaseQueue]) {
    idle = readers
    count = readers.count
    free = DispatchSemaphore(value: readers.count)
  }

  /// Reads one consistent state of the store.
  func read<Value>(_ work: (Database) throws -> Value) throws -> Value {
    free.wait()
    defer { free.signal() }
    guard let reader = lock.withLock({ isClosed ? nil : idle.removeLast() }) else {
      throw EventStoreError.inputOutput("the store was closed")
    }
    defer { lock.withLock { idle.append(reader) } }
    return try reader.inDatabase { database in
      try database.transaction(.reading) { try work(database) }
    }
  }

  /// Waits for the reads that are under way, and closes the connections.
  func close() {
    for _ in 0..<count { free.wait() }
    lock.withLock {
      isClosed = true
      for reader in idle { try? reader.close() }
      idle = []
    }
    for _ in 0..<count { free.signal() }
  }
}
