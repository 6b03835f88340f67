public import EventSourcing
internal import Foundation
internal import GRDB

/// An event store in one SQLite file: durable, hash-chained, shared by several processes.
///
/// ```swift
/// let store = try SQLiteEventStore.open("accounts.db")
/// let opened = NewEvent(
///   aggregateID: try AggregateID("account-1"), eventType: try EventType("ACCOUNT_CREATED"),
///   metadata: try Metadata(#"{"name":"Josh Armitage"}"#))
/// _ = try await store.append(AppendRequest([opened]))
/// ```
///
/// It has one order, that of commits: `Cursor.position`. An event that it shows has
/// been checked against its hash.
public final class SQLiteEventStore: EventTable {
  /// The absolute path; nil for a store that is kept for this session alone.
  public let path: String?
  let shownPath: String
  let options: StoreOptions
  let writer: DatabaseQueue?
  let readers: ReaderPool
  let watch: CommitWatch
  private let queue: CommittingQueue?
  private let claim: KeptDescriptors.Claim?
  private let cleanUp: @Sendable () -> Void

  private init(
    path: String?, shownPath: String, options: StoreOptions, writer: DatabaseQueue?,
    readers: ReaderPool, claim: KeptDescriptors.Claim? = nil,
    cleanUp: @escaping @Sendable () -> Void = {}
  ) {
    self.path = path
    self.shownPath = shownPath
    self.options = options
    self.writer = writer
    self.readers = readers
    self.claim = claim
    self.cleanUp = cleanUp
    let watch = CommitWatch(path: path)
    self.watch = watch
    queue = writer.map {
      CommittingQueue(
        writer: $0, path: shownPath, isKept: path != nil, options: options,
        onCommit: watch.changed)
    }
  }

  deinit {
    // Whoever lets go of a store finds its files closed, and no log beside them.
    close()
    cleanUp()
  }

  /// Closes the store's files, after what is under way; letting go of the store does so too.
  ///
  /// The last process to close a file leaves no log beside it. What is asked for afterwards fails with
  /// `EventStoreError.inputOutput`.
  public func close() {
    queue?.finish()
    readers.close()
    try? writer?.close()
  }

  /// The connections that read at one time.
  private static let readerCount = 3

  /// Opens a store's file.
  /// - Parameters:
  ///   - path: The file.
  ///   - options: What may be done with it, and how safely.
  /// - Returns: The store.
  /// - Throws: `EventStoreError.notFound`, `.notAStore`, `.newerSchema`, `.readOnly`, `.damaged`,
  ///   `.busy`, `.inputOutput`; then nothing was written.
  public static func open(_ path: String, options: StoreOptions = StoreOptions()) throws
    -> SQLiteEventStore
  {
    let claim = KeptDescriptors.Claim()
    let file = StoreFile(path: path)
    let content = try file.content()
    guard content == .store || options.access == .create else {
      throw EventStoreError.notFound(path: path)
    }
    do {
      guard options.access == .read else {
        return try openForWriting(file, path: path, options, claim)
      }
      return try openForReading(file, path: path, options, claim)
    } catch {
      throw StoreFailure.of(error, path: path, busySeconds: options.busySeconds)
    }
  }

  /// Makes a store for this session alone: it has no name, and nothing is kept, whatever ends the program.
  /// - Parameter options: Its clock; it is never flushed.
  /// - Returns: The store.
  /// - Throws: `EventStoreError.inputOutput`.
  public static func temporary(options: StoreOptions = StoreOptions()) throws -> SQLiteEventStore {
    var options = options
    options.access = .create
    options.durability = .off
    let name = "the store of this session"
    do {
      let connection = try StoreConnection.temporary()
      try connection.inDatabase { try StoreSchema.create(in: $0) }
      return SQLiteEventStore(
        path: nil, shownPath: name, options: options, writer: connection,
        readers: ReaderPool(connection))
    } catch {
      throw StoreFailure.of(error, path: name, busySeconds: options.busySeconds)
    }
  }

  private static func openForWriting(
    _ file: StoreFile, path: String, _ options: StoreOptions, _ claim: KeptDescriptors.Claim
  ) throws -> SQLiteEventStore {
    try file.checkWritable()
    let writer = try StoreConnection.writer(path: file.path, options: options)
    let open = { @Sendable in
      try StoreConnection.reader(path: file.path, mode: .shared, busySeconds: options.busySeconds)
    }
    // One is opened now: what is stored can be read even when the file has been moved away.
    let first = try open()
    claim.narrow(to: file.path)
    let readers = ReaderPool([first], count: readerCount) { try claim.keeping(path, open) }
    return SQLiteEventStore(
      path: file.path, shownPath: path, options: options, writer: writer, readers: readers,
      claim: claim)
  }

  private static func openForReading(
    _ file: StoreFile, path: String, _ options: StoreOptions, _ claim: KeptDescriptors.Claim
  ) throws -> SQLiteEventStore {
    var mode = file.readingMode
    var readPath = file.path
    var cleanUp: @Sendable () -> Void = {}
    if mode == .copy {
      let copy = try file.copyWithLog()
      readPath = copy.appendingPathComponent("store.db").path
      cleanUp = { try? FileManager.default.removeItem(at: copy) }
      mode = .shared
    }
    let open = { @Sendable [mode, readPath] in
      try StoreConnection.reader(path: readPath, mode: mode, busySeconds: options.busySeconds)
    }
    let first = try open()
    try first.inDatabase { try StoreSchema.check($0) }
    claim.narrow(to: readPath)
    let readers = ReaderPool([first], count: readerCount) { try claim.keeping(path, open) }
    return SQLiteEventStore(
      path: file.path, shownPath: path, options: options, writer: nil, readers: readers,
      claim: claim, cleanUp: cleanUp)
  }

  // MARK: The three functions

  /// The order of commits, read as soon as it is acknowledged.
  public var guarantees: Guarantees {
    Guarantees(globalOrder: .total, appearsBehindCursor: false, readsOwnWrites: true)
  }

  /// Before position 1.
  public var start: EventSourcing.Cursor { .position(0) }

  /// Stores events, all or nothing; concurrent appends share a flush.
  ///
  /// Where nobody else commits, the flush is waited for on the caller's thread, and so is another process that
  /// writes; ``append(_:answer:)`` waits on the store's own.
  public func append(_ request: AppendRequest) async throws -> AppendReceipt {
    guard let queue else { throw EventStoreError.readOnly(path: shownPath) }
    return try await queue.append(request)
  }

  /// Stores requests, each all or nothing, in one commit, and answers on the thread that commits.
  public func append(
    _ requests: [AppendRequest],
    answer: @escaping @Sendable ([Result<AppendReceipt, any Error>]) -> Void
  ) {
    guard let queue else {
      let refusal = EventStoreError.readOnly(path: shownPath)
      return answer(requests.map { _ in .failure(refusal) })
    }
    queue.append(requests, answer: answer)
  }

  /// Reads events of an aggregate by version.
  public func events(
    of aggregate: AggregateID, from version: AggregateVersion, limit: Int
  ) async throws -> EventPage {
    try page(of: aggregate, from: version, limit: limit)
  }

  /// Reads the events after a position.
  public func events(after cursor: EventSourcing.Cursor, limit: Int) async throws -> EventPage {
    guard case .position(let position) = cursor else {
      throw EventStoreError.foreignCursor(cursor)
    }
    let page = try page(afterPosition: position, limit: limit)
    if page.isEmpty, case let last = try lastPosition(), position > last {
      throw EventStoreError.cursorBeyondEnd(cursor, end: .position(last))
    }
    return page
  }

  /// Lets the writer's connection flush every commit again; if it can't, nothing is appended any more, for
  /// it could be acknowledged and lost.
  func flushAgain(_ database: Database) throws {
    do {
      try StoreConnection.setDurability(.full, of: database)
    } catch {
      queue?.refuse(
        .inputOutput("\(shownPath) is no longer flushed (\(error)): close it, and open it anew"))
      throw error
    }
  }

  /// Reads one consistent state, with errors that a caller can act on.
  func read<Value>(_ work: (Database) throws -> Value) throws -> Value {
    try translatingErrors { try readers.read(work) }
  }
}
