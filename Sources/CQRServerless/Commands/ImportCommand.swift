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
    do {
      try LineSource(file).forEachLine { try run.take($0, number: $1) }
      try run.commit()
      try run.openIfNothingCame()
    } catch {
      run.end()
      throw error
    }
    run.end()
    StandardError.say(run.summary)
  }
}

/// An import as it goes on: what was read and is not stored yet.
private struct ImportRun {
  let store: StoreAddress
  private var opened: AppendedStore?
  private var events: [NewEvent] = []
  private var lines: [Int] = []
  private var stored = 0
  private var storedBefore = 0
  private var progress = ProgressLine()

  /// How many lines share a commit.
  private static let commitSize = 1_000

  init(store: StoreAddress) {
    self.store = store
  }

  var summary: String {
    "\(Counted(stored, "event")) imported, \(storedBefore) "
      + (storedBefore == 1 ? "was there already" : "were there already")
  }

  mutating func take(_ line: UnsafeRawBufferPointer, number: Int) throws {
    do {
      events.append(try EventLine.read(line))
      lines.append(number)
    } catch {
      try commit()
      throw CommandFailure(.input, "line \(number): \(error)")
    }
    if events.count >= Self.commitSize { try commit() }
  }

  /// Stores what was read; up to a line that can't be stored, if there is one.
  mutating func commit() throws {
    guard !events.isEmpty else { return }
    do {
      try refuseGapInNewStore()
      try append(AppendRequest(events))
    } catch EventStoreError.rejected(let index, let rejection) {
      if index > 0 {
        try append(AppendRequest(Array(events[..<index])))
      }
      var failure = CommandFailure(EventStoreError.rejected(index: index, rejection))
      if case .versionConflict(let aggregate, _, _) = rejection {
        let version = events[index].aggregateVersion ?? 0
        failure.words = "version \(version) of \(aggregate) is another event already"
      }
      throw CommandFailure(.input, "line \(lines[index]): \(failure.words)")
    }
    events.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    progress.show("\(Counted(stored, "event")) imported")
  }

  /// A first line that a new store would refuse makes none.
  private func refuseGapInNewStore() throws {
    guard opened == nil, !store.exists, let first = events.first,
      let version = first.aggregateVersion, version > 1
    else { return }
    throw EventStoreError.rejected(
      index: 0, .versionGap(first.aggregateID, wanted: version, actual: 0))
  }

  /// An input without events still says whether the store can be used.
  mutating func openIfNothingCame() throws {
    if opened == nil, store.exists { opened = try AppendedStore(store.open(.write)) }
  }

  mutating func end() { progress.end() }

  private mutating func append(_ request: AppendRequest) throws {
    var store = try opened ?? AppendedStore(store.open(.create))
    let receipt = try store.append(request)
    opened = store
    let known = receipt.entries.count { $0.wasStoredBefore }
    storedBefore += known
    stored += receipt.entries.count - known
  }
}
