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
  private let open: @Sendable () throws -> DatabaseQueue
  /// Guarded by `lock`.
  private nonisolated(unsafe) var isClosed = false

  /// Takes a connection that is the only one.
  init(_ reader: DatabaseQueue) {
    idle = [reader]
    count = 1
    open = { throw Self.closed }
    free = DispatchSemaphore(value: 1)
  }

  /// Creates a pool.
  /// - Parameters:
  ///   - opened: Connections that are open already.
  ///   - count: How many there are at most; a process that does one thing at a time need not open them all.
  ///   - open: Opens one more.
  init(
    _ opened: [DatabaseQueue], count: Int, open: @escaping @Sendable () throws -> DatabaseQueue
  ) {
    idle = opened
    self.count = count
    self.open = open
    free = DispatchSemaphore(value: count)
  }

  /// Reads one consistent state of the store.
  func read<Value>(_ work: (Database) throws -> Value) throws -> Value {
    free.wait()
    defer { free.signal() }
    let opened = try lock.withLock {
      if isClosed { throw Self.closed }
      return idle.popLast()
    }
    let reader = try opened ?? open()
    defer { lock.withLock { idle.append(reader) } }
    return try reader.inDatabase { database in
      try database.transaction(.reading) { try work(database) }
    }
  }

  private static var closed: EventStoreError { .inputOutput("the store was closed") }

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
