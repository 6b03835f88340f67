import EventSourcing
import VirtualTime

/// One check of one store: the store, and words to use it with.
struct Trial: Sendable {
  var kind: StoreUnderTest
  var store: any EventStore

  init(kind: StoreUnderTest, store: any EventStore) {
    self.kind = kind
    self.store = store
  }

  // MARK: Making events

  func aggregate(_ name: String) throws -> AggregateID { try AggregateID(name) }

  /// An id that sorts by its number, a second apart.
  func id(_ number: Int) -> KSUID {
    KSUID(
      timestamp: 367_225_600 + UInt32(number), payloadHigh: kind.seed, payloadLow: UInt64(number))
  }

  func event(
    _ aggregate: String, version: AggregateVersion? = nil, id number: Int? = nil,
    eventVersion: Int64 = 1, type: String = "SEEN", metadata: String = "{}"
  ) throws -> NewEvent {
    NewEvent(
      aggregateID: try AggregateID(aggregate), aggregateVersion: version,
      eventID: number.map { id($0) }, eventVersion: eventVersion, eventType: try EventType(type),
      metadata: try Metadata(metadata), shard: shard(of: aggregate))
  }

  func shard(of aggregate: String) -> Int {
    guard kind.shards > 0 else { return 0 }
    let sum = aggregate.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
    return 1 + sum % kind.shards
  }

  /// Appends `count` events to an aggregate, one at a time, with ids from `first` on.
  @discardableResult
  func fill(_ aggregate: String, count: Int, firstID first: Int = 1) async throws -> [RecordedEvent]
  {
    var recorded: [RecordedEvent] = []
    for number in first..<first + count {
      recorded += try await append([event(aggregate, id: number)])
    }
    return recorded
  }

  @discardableResult
  func append(
    _ events: [NewEvent], expected: [AggregateID: ExpectedVersion] = [:]
  ) async throws -> [RecordedEvent] {
    try await store.append(AppendRequest(events, expected: expected)).entries.map(\.recorded)
  }

  // MARK: Reading

  /// The events of an aggregate, page by page.
  func events(of aggregate: String) async throws -> [RecordedEvent] {
    try await events(of: AggregateID(aggregate))
  }

  func events(of aggregate: AggregateID, limit: Int = 100) async throws -> [RecordedEvent] {
    var all: [RecordedEvent] = []
    while true {
      let version = AggregateVersion(all.count + 1)
      let page = try await store.events(of: aggregate, from: version, limit: limit)
      try expect(page.count <= limit, "a page of limit \(limit) has \(page.count) events")
      all += page
      if page.isLast { return all }
      try expect(!page.isEmpty, "an empty page after version \(version - 1) is not the last")
    }
  }

  /// The whole stream, page by page, with the place of each event, and the cursors after the pages.
  func stream(
    after cursor: Cursor? = nil, limit: Int = 100
  ) async throws -> (events: [RecordedEvent], places: [StreamPlace], cursors: [Cursor]) {
    var all: [RecordedEvent] = []
    var places: [StreamPlace] = []
    var cursors = [cursor ?? store.start]
    while let from = cursors.last {
      let page = try await store.events(after: from, limit: limit)
      try expect(page.count <= limit, "a page of limit \(limit) has \(page.count) events")
      all += page
      places += page.indices.map { page.place(at: $0) }
      cursors.append(page.next)
      if page.isLast { break }
      try expect(page.next != from, "the cursor \(from) stands still, and its page is not the last")
    }
    return (all, places, cursors)
  }

  func settledStream() async throws -> [RecordedEvent] {
    try await kind.settle(store)
    return try await stream().events
  }

  // MARK: Refusals

  /// Appends what must be refused, and checks that the aggregates stay as they were.
  func refuse(
    _ events: [NewEvent], expected: [AggregateID: ExpectedVersion] = [:],
    because fits: (_ index: Int, _ reason: EventStoreError.Rejection) -> Bool
  ) async throws {
    let aggregates = Set(events.map(\.aggregateID))
    var before: [AggregateID: [RecordedEvent]] = [:]
    for aggregate in aggregates {
      before[aggregate] = try await self.events(of: aggregate)
    }
    do {
      _ = try await store.append(AppendRequest(events, expected: expected))
      throw Violation(description: "what had to be refused was stored")
    } catch EventStoreError.rejected(let index, let reason) {
      try expect(fits(index, reason), "refused with event \(index): \(reason)")
    }
    for aggregate in aggregates {
      let after = try await self.events(of: aggregate)
      try expect(after == before[aggregate], "a refused request changed \(aggregate)")
    }
  }
}
