public import EventSourcing
import VirtualTime

/// What a store holds, as a value: an array and two dictionaries, and the rules of appending to them.
///
/// A refused request leaves it as it was.
public struct EventLog: Sendable {
  /// All events, by position from 1.
  public private(set) var events: [RecordedEvent] = []
  private var ofAggregate: [AggregateID: [RecordedEvent]] = [:]
  private var byID: [KSUID: RecordedEvent] = [:]
  private var generator = KSUIDGenerator { .simulationStart }

  /// Creates a log without events.
  public init() {}

  /// The events of an aggregate, by version from 1.
  public func events(of aggregate: AggregateID) -> [RecordedEvent] { ofAggregate[aggregate] ?? [] }

  /// The event with an id, nil if there is none.
  public func event(_ eventID: KSUID) -> RecordedEvent? { byID[eventID] }

  /// The aggregates that have events, in no order.
  public var aggregates: [AggregateID] { Array(ofAggregate.keys) }

  /// Stores events, all or nothing.
  ///
  /// What a request stored before it was refused is taken out again: a copy to work on would make every append
  /// cost as much as there is in the log.
  /// - Throws: `EventStoreError.rejected`.
  public mutating func append(_ request: AppendRequest) throws -> AppendReceipt {
    let before = Int64(events.count)
    var entries: [AppendReceipt.Entry] = []
    for (index, event) in request.events.enumerated() {
      do {
        entries.append(try store(event, of: request, after: before))
      } catch let rejection as Refused {
        forget(after: before)
        throw EventStoreError.rejected(index: index, rejection.reason)
      }
    }
    return AppendReceipt(entries)
  }

  /// Forgets the events after a position.
  private mutating func forget(after position: Int64) {
    while Int64(events.count) > position, let recorded = events.popLast() {
      let aggregate = recorded.event.aggregateID
      byID[recorded.event.eventID] = nil
      ofAggregate[aggregate]?.removeLast()
      if ofAggregate[aggregate]?.isEmpty == true { ofAggregate[aggregate] = nil }
    }
  }

  private struct Refused: Error {
    var reason: EventStoreError.Rejection
  }

  /// Stores an event of a request that came when the log ended with a position.
  private mutating func store(
    _ event: NewEvent, of request: AppendRequest, after end: Int64
  ) throws -> AppendReceipt.Entry {
    let aggregate = event.aggregateID
    try check(event)
    if let id = event.eventID, let stored = byID[id] {
      if let difference = event.difference(from: stored.event) {
        throw Refused(reason: .idTaken(id, difference: difference))
      }
      return AppendReceipt.Entry(recorded: stored, wasStoredBefore: stored.position <= end)
    }
    let before = version(of: aggregate, at: end)
    if case .exactly(let expected) = request.expected[aggregate], expected != before {
      throw Refused(reason: .versionConflict(aggregate, expected: expected, actual: before))
    }
    let actual = version(of: aggregate, at: Int64(events.count))
    let version = event.aggregateVersion ?? actual + 1
    guard version > actual else {
      throw Refused(reason: .versionConflict(aggregate, expected: version - 1, actual: actual))
    }
    guard version == actual + 1 else {
      throw Refused(reason: .versionGap(aggregate, wanted: version, actual: actual))
    }
    var numbered = event
    numbered.aggregateVersion = version
    try check(numbered)
    let position = Int64(events.count + 1)
    let recorded = RecordedEvent(
      event: Event(
        aggregateID: aggregate, aggregateVersion: version,
        eventID: event.eventID ?? generator.next(), eventVersion: event.eventVersion,
        eventType: event.eventType, metadata: event.metadata),
      position: position,
      committedAt: request.committedAt
        ?? Instant.simulationStart.advanced(byMicroseconds: position),
      shard: event.shard)
    events.append(recorded)
    ofAggregate[aggregate, default: []].append(recorded)
    byID[recorded.event.eventID] = recorded
    return AppendReceipt.Entry(recorded: recorded, wasStoredBefore: false)
  }

  /// The version of an aggregate when the log ended with a position.
  private func version(of aggregate: AggregateID, at end: Int64) -> AggregateVersion {
    guard let versions = ofAggregate[aggregate] else { return 0 }
    return AggregateVersion(versions.count - versions.reversed().prefix { $0.position > end }.count)
  }

  private func check(_ event: NewEvent) throws {
    do {
      try event.check()
    } catch {
      throw Refused(reason: .invalid(error))
    }
  }
}
