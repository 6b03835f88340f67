import ArgumentParser
import EmbeddedStore
import EventSourcing

/// `cqrs import`: JSON lines into a store.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Store the events of a file; run again, it goes on where it was cut off.")

  @Argument(help: "The store; made on the first event.")
  var store: StoreAddress
  @Argument(help: "JSON lines; -: standard input.")
  var file = "-"

  func run() throws {
    try store.checkIsFile()
    var run = ImportRun(store: store)
    defer { run.end() }
    do {
      try LineSource(file).forEachLine(beforeWait: { try run.commit() }) {
        try run.take($0, number: $1)
      }
    } catch {
      // What came before a line that can't be read is kept.
      try run.finish()
      throw error
    }
    try run.finish()
    run.end()
    StandardError.say(run.summary)
  }
}

/// An import as it goes on: while some lines are stored, the next are read.
private struct ImportRun {
  /// Lines that are stored together.
  private struct Batch {
    var events: [NewEvent] = []
    /// The number of each event's line.
    var lines: [Int] = []
    var bytes = 0
  }

  let store: StoreAddress
  private var opened: AppendedStore?
  /// What was read and is not stored yet.
  private var read = Batch()
  /// What is being stored.
  private var underWay: (batch: Batch, receipt: PendingResult<AppendReceipt>)?
  private var stored = 0
  private var storedBefore = 0
  private var progress = ProgressLine()

  /// How many lines share a commit at most, and about how many bytes.
  private static let (commitLines, commitBytes) = (10_000, 16 << 20)

  init(store: StoreAddress) {
    self.store = store
  }

  var summary: String {
    "\(Counted(stored, "event")) imported, \(storedBefore) "
      + (storedBefore == 1 ? "was there already" : "were there already")
  }

  mutating func take(_ line: UnsafeRawBufferPointer, number: Int) throws {
    do {
      read.events.append(try EventLine.read(line))
      read.lines.append(number)
      read.bytes += line.count
    } catch {
      throw CommandFailure(.input, "line \(number): \(error)")
    }
    if read.events.count >= Self.commitLines || read.bytes >= Self.commitBytes { try commit() }
  }

  /// Stores what was read; an input without events still says whether the store can be used.
  mutating func finish() throws {
    try commit()
    try settle()
    if opened == nil, store.exists { opened = try AppendedStore(store.open(.write)) }
  }

  /// Begins to store what was read, when what was read before is stored.
  mutating func commit() throws {
    try settle()
    guard !read.events.isEmpty else { return }
    do {
      try refuseGapInNewStore()
    } catch EventStoreError.rejected(let index, let rejection) {
      defer { read = Batch() }
      throw failure(of: read, at: index, rejection)
    }
    var store = try opened ?? AppendedStore(open())
    let receipt = store.begin(AppendRequest(read.events))
    opened = store
    underWay = (read, receipt)
    read = Batch()
  }

  /// Waits for what is being stored; up to a line that can't be stored, if there is one.
  private mutating func settle() throws {
    guard let (batch, receipt) = underWay else { return }
    underWay = nil
    // If it fails, nothing that comes after it is stored.
    let next = read
    read = Batch()
    do {
      count(try receipt.take())
    } catch EventStoreError.rejected(let index, let rejection) {
      if index > 0, let receipt = try opened?.append(AppendRequest(Array(batch.events[..<index]))) {
        count(receipt)
      }
      throw failure(of: batch, at: index, rejection)
    }
    read = next
    progress.show("\(Counted(stored, "event")) imported")
  }

  private func failure(
    of batch: Batch, at index: Int, _ rejection: EventStoreError.Rejection
  ) -> CommandFailure {
    var failure = CommandFailure(EventStoreError.rejected(index: index, rejection))
    if case .versionConflict(let aggregate, _, _) = rejection {
      let version = batch.events[index].aggregateVersion ?? 0
      failure.words = "version \(version) of \(aggregate) is another event already"
    }
    return CommandFailure(.input, "line \(batch.lines[index]): \(failure.words)")
  }

  /// A first line that a new store would refuse makes none.
  private func refuseGapInNewStore() throws {
    guard opened == nil, !store.exists, let first = read.events.first,
      let version = first.aggregateVersion, version > 1
    else { return }
    throw EventStoreError.rejected(
      index: 0, .versionGap(first.aggregateID, wanted: version, actual: 0))
  }

  mutating func end() { progress.end() }

  /// Opens the store for many events: their indexes grow all over, and moving their pages is what takes longest.
  private func open() throws -> SQLiteEventStore {
    var options = StoreOptions()
    options.cacheBytes = 256 << 20
    options.checkpointBytes = 64 << 20
    return try store.open(options)
  }

  private mutating func count(_ receipt: AppendReceipt) {
    let known = receipt.entries.count { $0.wasStoredBefore }
    storedBefore += known
    stored += receipt.entries.count - known
  }
}
