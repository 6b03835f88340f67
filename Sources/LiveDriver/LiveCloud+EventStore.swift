import Architectures
public import EventSourcing
import VirtualTime

extension LiveCloud {
  /// No order, and events appear behind cursors.
  public var guarantees: Guarantees { DynamoDBWithKSUIDs.guarantees }

  /// The cursor before the first event of each index shard.
  public var start: Cursor { .shards(ShardCheckpoints()) }

  /// Stores events in the table, when the simulated cloud has capacity for them.
  /// - Throws: `EventStoreError.throttled` after ten attempts, and what the table throws.
  public func append(_ request: AppendRequest) async throws -> AppendReceipt {
    var issued = await onQueue { [self] in issue(request) }
    for attempt in 1... {
      switch await onQueue({ [self, issued] in admit(issued, attempt: attempt) }) {
      case .accepted(let committedAt):
        issued.committedAt = request.committedAt ?? committedAt
        return try await commit(issued)
      case .throttled(let throttle, let wait):
        guard attempt < BackOff.attempts else {
          throw EventStoreError.throttled(
            resource: throttle.resource, reason: throttle.reason.rawValue)
        }
        try await Task.sleep(for: .microseconds(wait))
      }
    }
    preconditionFailure("the attempts are counted")
  }

  /// Reads an aggregate's events from the table: strongly consistent.
  public func events(
    of aggregate: AggregateID, from version: AggregateVersion, limit: Int
  ) async throws -> EventPage {
    try await table.events(of: aggregate, from: version, limit: limit)
  }

  /// Reads what the index shows after the cursor's checkpoint of each shard.
  public func events(after cursor: Cursor, limit: Int) async throws -> EventPage {
    guard case .shards(let checkpoints) = cursor else {
      throw EventStoreError.foreignCursor(cursor)
    }
    return try index.page(after: checkpoints, limit: limit)
  }

  /// Whether an attempt at a caller's append may commit.
  private enum Answer: Sendable {
    case accepted(committedAt: Instant)
    case throttled(Throttle, waitMicroseconds: Int64)
  }

  /// Draws the ids that the caller left open, and gives each event its index shard.
  private func issue(_ request: AppendRequest) -> AppendRequest {
    let now = clock.now(real: RealTime.microseconds)
    var random = SystemRandomNumberGenerator()
    var issued = request
    for place in issued.events.indices where issued.events[place].eventID == nil {
      issued.events[place].eventID = KSUID(clamping: now, using: &random)
    }
    placeInShards(&issued)
    return issued
  }

  private func admit(_ request: AppendRequest, attempt: Int) -> Answer {
    let real = RealTime.microseconds
    let now = clock.now(real: real)
    advance(to: now)
    switch cloud.admit(writes(of: request), at: now) {
    case .accepted:
      appendsInFlight += 1
      return .accepted(committedAt: now)
    case .throttled(let throttle):
      isChanged = true
      let wait = BackOff.wait(afterAttempt: attempt, &callersBackOff)
      return .throttled(
        throttle, waitMicroseconds: wait * 1000 / Int64(clock.speedThousandths))
    }
  }

  private func commit(_ request: AppendRequest) async throws -> AppendReceipt {
    do {
      let receipt = try await table.append(request)
      await onQueue { [self] in
        appendsInFlight -= 1
        let now = clock.now(real: RealTime.microseconds)
        advance(to: now)
        noteCommits(receipt, at: now)
        beat(tellingAtOnce: true)
        resumeIfEnded()
      }
      return receipt
    } catch {
      await onQueue { [self] in
        appendsInFlight -= 1
        resumeIfEnded()
      }
      throw error
    }
  }

  /// Gives each event of an append the index shard that it goes to.
  func placeInShards(_ request: inout AppendRequest) {
    for place in request.events.indices where request.events[place].shard == 0 {
      request.events[place].shard = cloud.place(request.events[place].aggregateID, bytes: 0).shard
    }
  }

  /// What an append asks of the table.
  func writes(of request: AppendRequest) -> [TableWrite] {
    request.events.map { event in
      let bytes = ItemSize.bytes(
        aggregateID: event.aggregateID.bytes.count, aggregateVersion: event.aggregateVersion ?? 1,
        eventVersion: event.eventVersion, eventType: event.eventType.bytes.count,
        metadata: event.metadata.bytes.count, shard: event.shard)
      var write = cloud.place(event.aggregateID, bytes: bytes)
      write.shard = event.shard
      return write
    }
  }
}
