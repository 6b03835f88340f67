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
  /// - Throws: `EventStoreError.rejected`.
  public mutating func append(_ request: AppendRequest) throws -> AppendReceipt {
    var after = self
    var entries: [AppendReceipt.Entry] = []
    for (index, event) in request.events.enumerated() {
      do {
        entries.append(try store(event, of: request, in: &after))
      } catch let rejection as Refused {
        throw EventStoreError.rejected(index: index, rejection.reason)
      }
    }
    self = after
    return AppendReceipt(entries)
  }

  private struct Refused: Error {
    var reason: EventStoreError.Rejection
  }

  private func store(
    _ event: NewEvent, of request: AppendRequest, in after: inout EventLog
  ) throws -> AppendReceipt.Entry {
    let aggregate = event.aggregateID
    try check(event)
    if let id = event.eventID, let stored = after.byID[id] {
      if let difference = event.difference(from: stored.event) {
        throw Refused(reason: .idTaken(id, difference: difference))
      }
      return AppendReceipt.Entry(recorded: stored, wasStoredBefore: byID[id] != nil)
    }
    let before = AggregateVersion(events(of: aggregate).count)
    if case .exactly(let expected) = request.expected[aggregate], expected != before {
      throw Refused(reason: .versionConflict(aggregate, expected: expected, actual: before))
    }
    let actual = AggregateVersion(after.events(of: aggregate).count)
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
    let position = Int64(after.events.count + 1)
    let recorded = RecordedEvent(
      event: Event(
        aggregateID: aggregate, aggregateVersion: version,
        eventID: event.eventID ?? after.generator.next(), eventVersion: event.eventVersion,
        eventType: event.eventType, metadata: event.metadata),
      position: position,
      committedAt: request.committedAt
        ?? Instant.simulationStart.advanced(byMicroseconds: position),
      shard: event.shard)
    after.events.append(recorded)
    after.ofAggregate[aggregate, default: []].append(recorded)
    after.byID[recorded.event.eventID] = recorded
    return AppendReceipt.Entry(recorded: recorded, wasStoredBefore: false)
  }

  private func check(_ event: NewEvent) throws {
    do {
      try event.check()
    } catch {
      throw Refused(reason: .invalid(error))
    }
  }
}
