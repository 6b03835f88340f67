import ArgumentParser
import EmbeddedStore
import EventSourcing

/// `cqrs append`: one event, or a batch.
struct AppendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "append", abstract: "Append an event, or the events of a file, all or nothing.")

  @Argument(help: "The store; made on the first append.")
  var store: StoreAddress
  @Argument(help: "The aggregate's id.")
  var aggregate: String?
  @Argument(help: "The event's type.")
  var type: String?
  @Option(help: "The event's particulars, a JSON object. (default: {})")
  var metadata: String?
  @Option(parsing: .unconditional, help: "The version of the event type's schema. (default: 1)")
  var eventVersion: Int64?
  @Option(
    parsing: .unconditional, help: "The version the writer last saw; 0: the aggregate must be new.")
  var expect: Int64?
  @Option(help: "The event's id; drawn if none is given.")
  var eventId: String?
  @Option(help: "Append the events of a file, JSON lines; -: standard input.")
  var batch: String?

  func validate() throws {
    if batch != nil {
      guard
        aggregate == nil, type == nil, metadata == nil, eventVersion == nil, expect == nil,
        eventId == nil
      else { throw ValidationError("--batch takes everything from its file") }
    } else {
      guard aggregate != nil else { throw ValidationError("AGGREGATE is missing") }
      guard type != nil else { throw ValidationError("TYPE is missing") }
    }
    if let expect, expect < 0 { throw ValidationError("--expect is a version, from 0") }
  }

  func run() throws {
    let (request, lines) = try batch.map(Self.batchRequest) ?? (singleRequest(), [])
    guard !request.events.isEmpty else { return }
    try store.checkIsFile()
    let receipt: AppendReceipt
    do {
      // What a new store would refuse makes none.
      if !store.exists, request.canBeRefused { try Self.append(request, to: .temporary()) }
      receipt = try Self.append(request, to: store.open(.create))
    } catch EventStoreError.rejected(let index, let rejection) where !lines.isEmpty {
      var failure = CommandFailure(EventStoreError.rejected(index: index, rejection))
      failure.words = "line \(lines[index]): \(failure.words)"
      throw failure
    }
    try print(receipt)
  }

  @discardableResult
  private static func append(_ request: AppendRequest, to store: SQLiteEventStore) throws
    -> AppendReceipt
  {
    var appended = try AppendedStore(store)
    return try appended.append(request)
  }

  private func print(_ receipt: AppendReceipt) throws {
    do {
      var output = StandardOutput()
      for entry in receipt.entries { try output.write(entry.recorded.event) }
      try output.flush()
    } catch let error as CommandFailure {
      var failure = error
      failure.words += "; what was to be appended is stored"
      throw failure
    }
  }

  private func singleRequest() throws -> AppendRequest {
    guard (eventVersion ?? 1) >= 1 else {
      throw InvalidEvent.eventVersion("it is a whole number from 1")
    }
    let aggregate = try AggregateID(aggregate ?? "")
    let event = NewEvent(
      aggregateID: aggregate, eventID: try eventId.map { text in try KSUID(text) },
      eventVersion: eventVersion ?? 1, eventType: try EventType(type ?? ""),
      metadata: try metadata.map { text in try Metadata(text) } ?? .empty)
    return AppendRequest([event], expected: expect.map { [aggregate: .exactly($0)] } ?? [:])
  }

  /// Reads a batch, and which line each event stands in.
  private static func batchRequest(_ path: String) throws -> (AppendRequest, [Int]) {
    var events: [NewEvent] = []
    var lines: [Int] = []
    try LineSource(path).forEachLine { line, number in
      do {
        events.append(try EventLine.read(line, completeness: .draft))
        lines.append(number)
      } catch {
        throw CommandFailure(.input, "line \(number): \(error)")
      }
    }
    return (AppendRequest(events), lines)
  }
}

extension AppendRequest {
  /// Whether a store without events might refuse it.
  fileprivate var canBeRefused: Bool {
    !expected.isEmpty || events.contains { $0.aggregateVersion != nil || $0.eventID != nil }
  }
}
