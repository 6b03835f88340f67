internal import CSQLite
internal import Dispatch
internal import EventSourcing
internal import Foundation
internal import GRDB

internal import VirtualTime

/// The one place where a store's events are committed.
///
/// Requests that wait when a commit begins share its transaction and its flush; each is acknowledged
/// when the commit is on disk. One that is rejected has written nothing.
final class CommittingQueue: Sendable {
  /// Requests with the caller that waits for them.
  private struct Waiting: Sendable {
    var requests: [AppendRequest]
    var answer: @Sendable ([Result<AppendReceipt, any Error>]) -> Void
  }

  /// The most callers that share a commit: it bounds how long the first of them waits.
  private static let longestBatch = 1000

  private let writer: DatabaseQueue
  private let path: String
  private let isKept: Bool
  private let options: StoreOptions
  private let onCommit: @Sendable () -> Void
  private let worker = DispatchQueue(label: "store.commit", qos: .userInitiated)
  /// Guarded by `lock`.
  private nonisolated(unsafe) var waiting: [Waiting] = []
  private nonisolated(unsafe) var isDraining = false
  /// Why nothing is committed any more; guarded by `lock`.
  private nonisolated(unsafe) var refusal: EventStoreError?
  private let lock = NSLock()
  /// The worker's.
  private nonisolated(unsafe) let checked = CheckedAggregates()

  /// Creates a queue.
  /// - Parameters:
  ///   - writer: The connection that it alone appends through.
  ///   - path: The store's path, for messages.
  ///   - isKept: Whether the file is to stay at its path.
  ///   - options: The store's clock and patience.
  ///   - onCommit: Told after every commit.
  init(
    writer: DatabaseQueue, path: String, isKept: Bool, options: StoreOptions,
    onCommit: @escaping @Sendable () -> Void
  ) {
    self.writer = writer
    self.path = path
    self.isKept = isKept
    self.options = options
    self.onCommit = onCommit
  }

  /// Adds a caller's requests, which share a commit; the answer comes on the queue's own thread.
  func append(
    _ requests: [AppendRequest],
    answer: @escaping @Sendable ([Result<AppendReceipt, any Error>]) -> Void
  ) {
    let mustStart = lock.withLock {
      waiting.append(Waiting(requests: requests, answer: answer))
      defer { isDraining = true }
      return !isDraining
    }
    if mustStart { worker.async { self.drain() } }
  }

  /// Commits nothing any more.
  func refuse(_ refusal: EventStoreError) {
    lock.withLock { self.refusal = refusal }
  }

  /// Waits until what was asked for is committed and the queue's thread holds nothing any more.
  func finish() {
    worker.sync {}
  }

  /// Commits until nobody waits.
  private func drain() {
    while true {
      let batch = lock.withLock { () -> [Waiting] in
        let batch = Array(waiting.prefix(Self.longestBatch))
        waiting.removeFirst(batch.count)
        isDraining = !batch.isEmpty
        return batch
      }
      guard !batch.isEmpty else { return }
      commit(batch)
    }
  }

  private func commit(_ batch: [Waiting]) {
    do {
      let answers = try writer.inDatabase { try transaction(batch, in: $0) }
      onCommit()
      for (waiting, answer) in zip(batch, answers) { waiting.answer(answer) }
    } catch {
      let failure = StoreFailure.of(error, path: path, busySeconds: options.busySeconds)
      for waiting in batch { waiting.answer(waiting.requests.map { _ in .failure(failure) }) }
    }
  }

  private func transaction(
    _ batch: [Waiting], in database: Database
  ) throws -> [[Result<AppendReceipt, any Error>]] {
    if let refusal = lock.withLock({ refusal }) { throw refusal }
    return try database.transaction(.writing) {
      if isKept, Self.hasMoved(database) {
        throw EventStoreError.inputOutput(
          "\(path) was deleted or replaced while it was open: nothing was stored")
      }
      var appends = try AppendTransaction(database, clock: options.clock, checked: checked)
      let answers = try batch.map { waiting in
        try waiting.requests.map { request in
          do {
            return .success(try appends.append(request)) as Result<AppendReceipt, any Error>
          } catch let error as EventStoreError {
            // Decided before its first row was written: there is nothing to undo.
            return .failure(error)
          }
        }
      }
      try appends.finish()
      return answers
    }
  }

  /// Whether the file is no longer at the path that it was opened at: what is written to it is lost.
  private static func hasMoved(_ database: Database) -> Bool {
    var hasMoved: Int32 = 0
    sqlite3_file_control(
      database.sqliteConnection, "main", SQLITE_FCNTL_HAS_MOVED, &hasMoved)
    return hasMoved != 0
  }
}
