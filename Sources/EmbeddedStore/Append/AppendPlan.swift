internal import EventSourcing
internal import VirtualTime

/// What a request will do, decided before any of it is written.
struct AppendPlan {
  /// What becomes of one event of the request.
  enum Step {
    /// It is stored already, the same.
    case stored(RecordedEvent)
    /// It is the same as an earlier one of this request.
    case repeated(Int)
    /// It is written, into this index shard.
    case new(Event, shard: Int)
  }

  /// A step for each event so far.
  private(set) var steps: [Step] = []
  private let expected: [AggregateID: ExpectedVersion]
  private var versions: [AggregateID: AggregateVersion] = [:]
  /// The ids that were given, with their steps.
  private var newIDs: [KSUID: Int] = [:]
  private var random: RandomWords

  /// Creates a plan for a request, whose events are then added one by one.
  init(for request: AppendRequest) {
    expected = request.expected
    random = RandomWords(count: 2 * request.events.count { $0.eventID == nil })
    steps.reserveCapacity(request.events.count)
  }

  /// Decides about the next event: first by its id, then by its version.
  /// - Throws: `EventStoreError.Rejection`.
  mutating func add(
    _ event: NewEvent, drawingIDsAt now: Instant, from transaction: borrowing AppendTransaction
  ) throws {
    do {
      try event.check()
    } catch {
      throw EventStoreError.Rejection.invalid(error)
    }
    if let eventID = event.eventID {
      if let stored = try transaction.stored(eventID) {
        if let difference = event.difference(from: stored.event) {
          throw EventStoreError.Rejection.idTaken(eventID, difference: difference)
        }
        steps.append(.stored(stored))
        return
      }
      if let earlier = newIDs[eventID], case .new(let planned, _) = steps[earlier] {
        if let difference = event.difference(from: planned) {
          throw EventStoreError.Rejection.idTaken(eventID, difference: difference)
        }
        steps.append(.repeated(earlier))
        return
      }
    }
    let version = try nextVersion(for: event, transaction)
    let planned = Event(
      aggregateID: event.aggregateID, aggregateVersion: version,
      eventID: event.eventID ?? KSUID(clamping: now, using: &random),
      eventVersion: event.eventVersion, eventType: event.eventType, metadata: event.metadata)
    let size = planned.itemSize(shard: event.shard)
    guard size <= ItemSize.largest else {
      throw EventStoreError.Rejection.invalid(.itemSize(bytes: size))
    }
    if let eventID = event.eventID { newIDs[eventID] = steps.count }
    steps.append(.new(planned, shard: event.shard))
  }

  private mutating func nextVersion(
    for event: NewEvent, _ transaction: borrowing AppendTransaction
  ) throws -> AggregateVersion {
    let aggregate = event.aggregateID
    let place = versions.index(forKey: aggregate)
    let last = try place.map { versions.values[$0] } ?? expectedVersion(of: aggregate, transaction)
    if let wanted = event.aggregateVersion {
      guard wanted > last else {
        throw EventStoreError.Rejection.versionConflict(
          aggregate, expected: wanted - 1, actual: last)
      }
      guard wanted == last + 1 else {
        throw EventStoreError.Rejection.versionGap(aggregate, wanted: wanted, actual: last)
      }
    }
    if let place {
      versions.values[place] = last + 1
    } else {
      versions[aggregate] = last + 1
    }
    return last + 1
  }

  /// Where an aggregate stands before the request.
  private func expectedVersion(
    of aggregate: AggregateID, _ transaction: borrowing AppendTransaction
  ) throws -> AggregateVersion {
    let last = try transaction.version(of: aggregate)
    if case .exactly(let expected)? = expected[aggregate], expected != last {
      throw EventStoreError.Rejection.versionConflict(aggregate, expected: expected, actual: last)
    }
    return last
  }
}
