import ArgumentParser
import EmbeddedStore
import EventSourcing

/// `cqrs all`: the global stream from an offset.
struct AllCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "all", abstract: "Print the global stream from an offset, and follow it.")

  @Argument(help: "The store.")
  var store: StoreAddress
  @Option(help: "The cursor to go on from.")
  var after: String?
  @Option(help: "The most events wanted.")
  var limit = Limit.none
  @Flag(help: "Keep on with what comes.")
  var follow = false
  @Option(help: "How to read: checkpoint, overlap or safe-horizon.")
  var reader: String?
  @Flag(help: "Add a last key \"cursor\" to each line, to go on from later.")
  var withCursor = false

  /// How long one wait for a commit lasts at most: a closed pipe is noticed after it.
  private static let waitMicroseconds: Int64 = 250_000

  func validate() throws {
    guard reader.map({ ReaderStrategy(rawValue: $0) != nil }) ?? true else {
      let names = ReaderStrategy.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--reader is one of \(names)")
    }
    guard after.map({ Cursor($0) != nil }) ?? true else {
      throw ValidationError("--after is a cursor, as --with-cursor prints it")
    }
  }

  func run() throws {
    let store = try store.open(.read)
    let strategy = reader.flatMap(ReaderStrategy.init) ?? .checkpoint
    guard strategy.fits(store) else {
      throw CommandFailure(
        .usage,
        "this store has one order, in which nothing appears behind a reader: --reader checkpoint")
    }
    try printStream(of: store, from: try start(in: store))
  }

  private func start(in store: SQLiteEventStore) throws -> Int64 {
    guard let cursor = after.flatMap(Cursor.init) else { return 0 }
    guard case .position(let position) = cursor else {
      throw EventStoreError.foreignCursor(cursor)
    }
    let last = try store.lastPosition()
    guard position <= last else {
      throw EventStoreError.cursorBeyondEnd(cursor, end: .position(last))
    }
    return position
  }

  private func printStream(of store: SQLiteEventStore, from start: Int64) throws {
    var output = StandardOutput()
    var (position, rest) = (start, limit.count)
    while rest > 0 {
      let page = try store.page(afterPosition: position, limit: min(rest, 1_000))
      for recorded in page {
        try output.write(
          recorded.event, cursor: withCursor ? .position(recorded.position) : nil)
        position = recorded.position
      }
      rest -= page.count
      guard page.isLast else { continue }
      try output.flush()
      guard follow, rest > 0 else { break }
      while try store.waitForCommit(after: position, timeoutMicroseconds: Self.waitMicroseconds)
        <= position
      {
        guard !StandardOutput.isClosed else { throw StandardOutput.Closed() }
      }
    }
    try output.flush()
  }
}
