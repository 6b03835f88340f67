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
  /// Whose worker a thread is.
  private static let owner = DispatchSpecificKey<ObjectIdentifier>()
  /// Guarded by `lock`.
  private nonisolated(unsafe) var waiting: [Waiting] = []
  private nonisolated(unsafe) var isCommitting = false
  /// Why nothing is committed any more; guarded by `lock`.
  private nonisolated(unsafe) var refusal: EventStoreError?
  private let lock = NSLock()
  /// The worker's.
  private nonisolated(unsafe) let known = KnownState()
  /// The worker's; prepared when first needed.
  private nonisolated(unsafe) var statements: AppendStatements?

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
    worker.setSpecific(key: Self.owner, value: ObjectIdentifier(self))
  }

  /// Stores a request.
  ///
  /// It is committed on the caller's thread if nobody commits just then: to wake another thread, and be woken by
  /// it, takes longer than all the rest of a small commit.
  func append(_ request: AppendRequest) async throws -> AppendReceipt {
    guard begins() else {
      return try await withCheckedThrowingContinuation { continuation in
        append([request]) { continuation.resume(with: $0[0]) }
      }
    }
    let answers = worker.sync { commit([[request]]) }
    // Who came meanwhile is not kept waiting by what the caller does next, nor the caller by them.
    if goesOn() { worker.async { self.drain() } }
    return try answers[0][0].get()
  }

  /// Adds a caller's requests, which share a commit; the answer comes on the queue's own thread.
  func append(
    _ requests: [AppendRequest],
    answer: @escaping @Sendable ([Result<AppendReceipt, any Error>]) -> Void
  ) {
    lock.withLock { waiting.append(Waiting(requests: requests, answer: answer)) }
    if begins() { worker.async { self.drain() } }
  }

  /// Whether the caller is to begin to commit, because nobody does.
  private func begins() -> Bool {
    lock.withLock {
      defer { isCommitting = true }
      return !isCommitting
    }
  }

  /// Whether somebody waits for a commit; if not, nobody commits from now on.
  private func goesOn() -> Bool {
    lock.withLock {
      isCommitting = !waiting.isEmpty
      return isCommitting
    }
  }

  /// Commits nothing any more.
  func refuse(_ refusal: EventStoreError) {
    lock.withLock { self.refusal = refusal }
  }

  /// Commits what was asked for, and nothing any more: the connection can be closed.
  func finish() {
    let end = {
      self.drain()
      self.statements = nil
      self.refuse(.inputOutput("\(self.path) was closed"))
    }
    // An answer may let go of the store: then this is the worker's own thread, between two commits.
    let isOwn = DispatchQueue.getSpecific(key: Self.owner) == ObjectIdentifier(self)
    if isOwn { end() } else { worker.sync(execute: end) }
  }

  /// Commits until nobody waits.
  private func drain() {
    while goesOn() {
      let batch = lock.withLock { () -> [Waiting] in
        defer { waiting.removeFirst(min(waiting.count, Self.longestBatch)) }
        return Array(waiting.prefix(Self.longestBatch))
      }
      for (waiting, answers) in zip(batch, commit(batch.map(\.requests))) {
        waiting.answer(answers)
      }
    }
  }

  /// Commits callers' requests at once.
  /// - Returns: What to answer to each caller's.
  private func commit(
    _ batch: [[AppendRequest]]
  ) -> [[Result<AppendReceipt, any Error>]] {
    do {
      let answers = try writer.inDatabase { try transaction(batch, in: $0) }
      onCommit()
      return answers
    } catch {
      let failure = StoreFailure.of(error, path: path, busySeconds: options.busySeconds)
      return batch.map { requests in requests.map { _ in .failure(failure) } }
    }
  }

  private func transaction(
    _ batch: [[AppendRequest]], in database: Database
  ) throws -> [[Result<AppendReceipt, any Error>]] {
    if let refusal = lock.withLock({ refusal }) { throw refusal }
    let statements = try statements ?? AppendStatements(database)
    self.statements = statements
    do {
      let (appends, answers) = try database.transaction(.writing) {
        try append(batch, in: database, statements)
      }
      appends.remember()
      return answers
    } catch {
      known.forget()
      throw error
    }
  }

  /// Appends requests within a transaction.
  private func append(
    _ batch: [[AppendRequest]], in database: Database, _ statements: AppendStatements
  ) throws -> (AppendTransaction, [[Result<AppendReceipt, any Error>]]) {
    if isKept, Self.hasMoved(database) {
      throw EventStoreError.inputOutput(
        "\(path) was deleted or replaced while it was open: nothing was stored")
    }
    var appends = try AppendTransaction(database, statements, clock: options.clock, known: known)
    let answers = try batch.map { requests in
      try requests.map { request in
        do {
          return .success(try appends.append(request)) as Result<AppendReceipt, any Error>
        } catch let error as EventStoreError {
          // Decided before its first row was written: there is nothing to undo.
          return .failure(error)
        }
      }
    }
    try appends.finish()
    return (appends, answers)
  }

  /// Whether the file is no longer at the path that it was opened at: what is written to it is lost.
  private static func hasMoved(_ database: Database) -> Bool {
    var hasMoved: Int32 = 0
    sqlite3_file_control(
      database.sqliteConnection, "main", SQLITE_FCNTL_HAS_MOVED, &hasMoved)
    return hasMoved != 0
  }
}
