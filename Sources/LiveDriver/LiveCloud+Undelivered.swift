public import Architectures
import Dispatch
public import EventSourcing
public import VirtualTime

// Which committed events a reader has not been handed: what a projection that it feeds lacks.
//
// What the stream shows when the store is opened counts as handed over, as to a reader that begins at the
// start then; from there on the live readers decide.
extension LiveCloud {
  /// How many events are read at a time.
  private static let pageLimit = 1_000

  /// The store's time; it waits for the cloud's queue: not to be asked from ``onChange``.
  public var now: Instant { queue.sync { clock.now(real: RealTime.microseconds) } }

  /// What a reader has not been handed.
  ///
  /// It waits for the cloud's queue, so that what it gives is of one instant: not to be called from
  /// ``onChange``. Where another process moves the stream it is read from the store, as a reader that begins
  /// at the start now would be handed it.
  /// - Throws: `EventStoreError` where it is read and can't be.
  public func undelivered(by strategy: ReaderStrategy) throws -> UndeliveredEvents {
    isObserved ? try observed(by: strategy) : queue.sync { present(by: strategy) }
  }

  /// Takes note that the projection which a reader feeds was built anew from these events.
  ///
  /// What becomes visible and is handed over meanwhile is neither lost nor counted twice: a projection takes
  /// an event once, whoever hands it over.
  /// - Returns: What it lacked before, and what it lacks now, at the same instant.
  /// - Throws: `EventStoreError` where that is read and can't be.
  public func mend(
    _ strategy: ReaderStrategy, delivered: PositionSet
  ) throws -> (before: UndeliveredEvents, after: UndeliveredEvents) {
    guard !isObserved else {
      let present = try observed(by: strategy)
      return (present, present)
    }
    return queue.sync {
      let before = present(by: strategy)
      readers.mend(strategy, delivered: delivered)
      return (before, present(by: strategy))
    }
  }

  private func present(by strategy: ReaderStrategy) -> UndeliveredEvents {
    var events = readers.undelivered(by: strategy, through: scheduledThrough)
    events.unseen = Array(unseen)
    return events
  }

  // MARK: Where the stream is read alone

  private func observed(by strategy: ReaderStrategy) throws -> UndeliveredEvents {
    // In this order: a stream with as many rows as there are events afterwards lacks none.
    let rows = try stream.lastRow()
    var events = UndeliveredEvents(through: try table.lastPosition())
    if rows < events.through { events.unseen = try pending(events.through) }
    guard strategy == .safeHorizon else { return events }
    switch stream.order {
    case .transaction: events.waiting = try stream.heldBack()
    case .eventID:
      let horizon = queue.sync { readers.horizon(at: RealTime.wallClock) }
      try forEach(from: horizon, stream.ends()) { recorded, _ in
        events.waiting.append(recorded.position)
      }
    case .number: break
    }
    events.waiting.removeAll { $0 > events.through }
    return events
  }

  /// The positions of what is stored and not in the stream.
  private func pending(_ last: Int64) throws -> [Int64] {
    var positions: [Int64] = []
    var position: Int64 = 0
    while true {
      let page = try stream.pending(after: position, limit: Self.pageLimit)
      positions += page.map(\.position).filter { $0 <= last }
      guard case .position(let next) = page.next, !page.isLast, next < last else {
        return positions
      }
      position = next
    }
  }

  // MARK: Opening

  /// Lets `safe-horizon` wait for what the stream shows beyond its horizon when the store is opened.
  func restoreWaiting(_ ends: [StreamPlace], at now: Instant) throws {
    guard stream.order == .eventID, !isObserved else { return }
    func wait(for recorded: RecordedEvent, at place: StreamPlace) {
      let write = StreamWrite(
        position: recorded.position, eventID: recorded.event.eventID,
        aggregateHash: StableHash.of(recorded.event.aggregateID.bytes),
        bytes: recorded.event.itemSize(shard: recorded.shard), shard: recorded.shard,
        committedAt: min(recorded.committedAt, now))
      readers.restore(
        StreamEntry(
          write, key: place.key, partition: Int32(place.partition), visibleAt: now))
    }
    do {
      try forEach(from: readers.horizon(at: now), ends, wait)
    } catch EventStoreError.damaged {
      // Nothing is handed over that can't be read, and what is left is still to be looked at.
    }
  }

  /// Goes through the events of the stream from an id on, in every partition.
  private func forEach(
    from first: KSUID, _ ends: [StreamPlace], _ body: (RecordedEvent, StreamPlace) -> Void
  ) throws {
    var checkpoints = StreamCheckpoints()
    if first.timestamp > 0 {
      let before = KSUID(
        timestamp: first.timestamp - 1, payloadHigh: .max, payloadLow: .max)
      for end in ends { checkpoints.advance(end.partition, to: StreamKey(before)) }
    }
    var cursor = Cursor.shards(checkpoints)
    while true {
      let page = try stream.page(after: cursor, limit: Self.pageLimit, horizon: .max)
      for (index, recorded) in page.enumerated() { body(recorded, page.place(at: index)) }
      guard !page.isLast else { return }
      cursor = page.next
    }
  }
}
