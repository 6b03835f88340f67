import Dispatch
import EventSourcing
import EventStoreConformance
import Foundation
import VirtualTime

/// A table in memory, as simple as can be.
///
/// Unchecked, because its condition's lock guards everything.
final class MemoryTable: EventTable, @unchecked Sendable {
  private let changed = NSCondition()
  private let appending = DispatchQueue(label: "memory table")
  private var log = EventLog()
  private var refusals: [EventStoreError] = []
  private var isHeld = false
  private var savedStream: MemoryStream?
  private var isWatched = false
  private var isAsked = false
  private let onEnd: @Sendable () -> Void

  /// Makes an empty table.
  /// - Parameter onEnd: Is told when nobody holds the table any more.
  init(onEnd: @escaping @Sendable () -> Void = {}) { self.onEnd = onEnd }

  deinit { onEnd() }

  /// Waits until somebody waits for a commit.
  func waitUntilWatched() { locked { while !isWatched { changed.wait() } } }

  var guarantees: Guarantees {
    Guarantees(globalOrder: .total, appearsBehindCursor: false, readsOwnWrites: true)
  }
  var start: Cursor { .position(0) }

  /// Waits until somebody appends.
  func waitUntilAsked() { locked { while !isAsked { changed.wait() } } }

  /// Everything committed, by position from 1.
  var events: [RecordedEvent] { locked { log.events } }

  /// The entries of the stream in the table's file.
  var appliedEntries: [StreamTableEntry] { locked { savedStream }?.entries ?? [] }

  /// Lets appends wait, or go on.
  func hold(_ isHeld: Bool) {
    locked {
      self.isHeld = isHeld
      changed.broadcast()
    }
  }

  /// Lets the next appends fail.
  func refuseNext(_ errors: [EventStoreError]) { locked { refusals = errors } }

  private func locked<Value>(_ work: () throws -> Value) rethrows -> Value {
    changed.lock()
    defer { changed.unlock() }
    return try work()
  }

  func append(_ request: AppendRequest) async throws -> AppendReceipt {
    try appendNow(request)
  }

  func append(
    _ requests: [AppendRequest],
    answer: @escaping @Sendable ([Result<AppendReceipt, any Error>]) -> Void
  ) {
    appending.async { [self] in
      answer(requests.map { request in Result { try appendNow(request) } })
    }
  }

  func appendNow(_ request: AppendRequest) throws -> AppendReceipt {
    try locked {
      isAsked = true
      changed.broadcast()
      while isHeld { changed.wait() }
      if !refusals.isEmpty { throw refusals.removeFirst() }
      let receipt = try log.append(request)
      changed.broadcast()
      return receipt
    }
  }

  private func page(_ events: some Sequence<RecordedEvent>, limit: Int, next: Cursor) -> EventPage {
    var page = EventPage(next: next)
    for recorded in events {
      guard page.count < limit else {
        page.isLast = false
        break
      }
      page.append(
        recorded, at: StreamPlace(partition: 0, key: StreamKey(number: recorded.position)))
    }
    return page
  }

  func events(
    of aggregate: AggregateID, from version: AggregateVersion, limit: Int
  ) async throws -> EventPage {
    try page(of: aggregate, from: version, limit: limit)
  }

  func events(after cursor: Cursor, limit: Int) async throws -> EventPage {
    guard case .position(let position) = cursor else { throw EventStoreError.foreignCursor(cursor) }
    return try page(afterPosition: position, limit: limit)
  }

  func lastPosition() throws -> Int64 { locked { Int64(log.events.count) } }

  func waitForCommit(after position: Int64, timeoutMicroseconds: Int64) throws -> Int64 {
    locked {
      isWatched = true
      changed.broadcast()
      let end = Date(timeIntervalSinceNow: Double(timeoutMicroseconds) / 1e6)
      while Int64(log.events.count) <= position, changed.wait(until: end) {}
      return Int64(log.events.count)
    }
  }

  func page(afterPosition position: Int64, limit: Int) throws -> EventPage {
    page(events.dropFirst(Int(position)), limit: limit, next: .position(position))
  }

  func page(atPositions positions: [Int64]) throws -> EventPage {
    let events = events
    let found = positions.filter { $0 >= 1 && $0 <= events.count }.map { events[Int($0) - 1] }
    return page(found, limit: .max, next: start)
  }

  func page(of aggregate: AggregateID, from version: AggregateVersion, limit: Int) throws
    -> EventPage
  {
    let events = locked { log.events(of: aggregate) }
    return page(events.drop { $0.event.aggregateVersion < version }, limit: limit, next: start)
  }

  func page(of aggregate: AggregateID, versions: ClosedRange<AggregateVersion>) throws
    -> EventPage
  {
    let events = locked { log.events(of: aggregate) }
    return page(
      events.filter { versions.contains($0.event.aggregateVersion) }, limit: .max, next: start)
  }

  func recorded(eventID: KSUID) throws -> RecordedEvent? { locked { log.event(eventID) } }

  func totals() throws -> (events: Int64, aggregates: Int64) {
    locked { (Int64(log.events.count), Int64(log.aggregates.count)) }
  }

  func aggregates(_ query: AggregateQuery) throws -> [AggregateSummary] {
    let log = locked { self.log }
    return log.aggregates.sorted().prefix(query.limit).compactMap { aggregate in
      let events = log.events(of: aggregate)
      guard let first = events.first, let last = events.last else { return nil }
      return AggregateSummary(
        aggregateID: aggregate, version: last.event.aggregateVersion,
        lastEventID: last.event.eventID, lastPosition: last.position,
        lastCommittedAt: last.committedAt, firstType: first.event.eventType)
    }
  }

  func count(
    aggregatesBeginningWith types: [EventType], after position: Int64
  ) throws -> (aggregates: Int64, through: Int64) {
    let events = events
    let first = events.dropFirst(Int(position)).filter { $0.event.aggregateVersion == 1 }
    return (Int64(first.count { types.contains($0.event.eventType) }), Int64(events.count))
  }

  func openStream(_ order: StreamOrder, _ placement: StreamPlacement) throws -> any StreamTable {
    guard placement != .overlay else {
      return MemoryStream(order, over: self, baseRow: try lastPosition())
    }
    return locked {
      let stream = savedStream ?? MemoryStream(order, over: self, baseRow: 0)
      savedStream = stream
      return stream
    }
  }
}
