import ArgumentParser
import EmbeddedStore
import EventSourcing

/// `cqrs all`: the global stream from an offset.
struct AllCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "all", abstract: "Print the global stream from an offset, and follow it.")

  @Argument(help: "The store.")
  var store: StoreAddress
  @Option(
    help:
      "The cursor to go on from; overlap gives the window before it again, for what came late meanwhile."
  )
  var after: String?
  @Option(parsing: .unconditional, help: "The most events wanted.")
  var limit = Limit.none
  @Flag(help: "Keep on with what comes.")
  var follow = false
  @Option(help: "How to read: checkpoint, overlap or safe-horizon.")
  var reader: String?
  @Flag(help: "Add a last key \"cursor\" to each line, to go on from later.")
  var withCursor = false

  /// How long one wait for more lasts at most: a closed pipe is noticed after it, and a reader that stays
  /// behind the time asks again.
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
    let stream = try KeptStream(store.open(.read))
    let strategy = reader.flatMap(ReaderStrategy.init) ?? .checkpoint
    guard strategy.fits(stream) else {
      throw CommandFailure(
        .usage, "nothing appears behind a reader of this store's stream: --reader checkpoint")
    }
    let cursor = after.flatMap(Cursor.init) ?? stream.start
    try stream.check(cursor)
    guard let reader = strategy.reader(resuming: cursor) else {
      throw CommandFailure(
        .usage, "the cursor \(cursor) is not one that \(strategy.rawValue) gave")
    }
    if let words = try stream.strandedWords(path: store.path) { StandardError.say(words) }
    if strategy == .checkpoint {
      try printStream(stream, after: cursor)
    } else {
      try printStream(stream, reader)
    }
  }

  /// Prints what is after a checkpoint, page by page.
  private func printStream(_ stream: KeptStream, after start: Cursor) throws {
    var output = StandardOutput()
    var (cursor, rest) = (start, limit.count)
    while rest > 0 {
      let count = follow ? try stream.count() : 0
      let page = try stream.page(after: cursor, limit: min(rest, 1_000))
      for (index, recorded) in page.enumerated() {
        cursor.advance(past: page.place(at: index))
        try output.write(recorded.event, cursor: withCursor ? cursor : nil)
      }
      rest -= page.count
      guard page.isLast else { continue }
      try output.flush()
      guard follow, rest > 0 else { break }
      while try stream.waitForMore(than: count, timeoutMicroseconds: Self.waitMicroseconds) <= count
      {
        guard !StandardOutput.isClosed else { throw StandardOutput.Closed() }
      }
    }
    try output.flush()
  }

  /// Prints what a reader delivers.
  ///
  /// A cursor is the one of before until all that came with an event is printed:
  /// who goes on from it gets something twice rather than not at all.
  private func printStream(_ stream: KeptStream, _ start: any StreamReader) throws {
    var output = StandardOutput()
    var (reader, rest) = (start, limit.count)
    while rest > 0 {
      let (before, count) = (reader.cursor, follow ? try stream.count() : 0)
      let (events, polled) = try Waiting.result { [reader, rest] in
        var polled = reader
        let events = try await polled.poll(
          stream, now: StoreOptions.wallClock(), limit: min(rest, 1_000))
        return (events, polled)
      }
      reader = polled
      for (index, recorded) in events.enumerated() {
        let cursor = index == events.count - 1 ? reader.cursor : before
        try output.write(recorded.event, cursor: withCursor ? cursor : nil)
      }
      rest -= events.count
      if reader.hasMore { continue }
      try output.flush()
      guard follow, rest > 0 else { break }
      _ = try stream.waitForMore(than: count, timeoutMicroseconds: Self.waitMicroseconds)
      guard !StandardOutput.isClosed else { throw StandardOutput.Closed() }
    }
    try output.flush()
  }
}
