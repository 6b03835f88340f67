import Architectures
public import EventSourcing
import VirtualTime

extension LiveCloud {
  /// What the architecture's global stream promises.
  public var guarantees: Guarantees { promises }

  /// The cursor before the first event of each partition.
  public var start: Cursor { stream.order.start }

  /// Stores events in the table, when the simulated cloud takes them in.
  /// - Throws: `EventStoreError.throttled` after ten attempts, and what the table throws.
  public func append(_ request: AppendRequest) async throws -> AppendReceipt {
    var issued = await onQueue { [self] in issue(request) }
    for attempt in 1... {
      switch await onQueue({ [self, issued] in admit(issued, attempt: attempt) }) {
      case .accepted(let number, let committedAt):
        issued.committedAt = request.committedAt ?? committedAt
        return try await commit(issued, number)
      case .refused(let refusal, let wait):
        guard attempt < backOff.attempts else {
          throw EventStoreError.throttled(resource: refusal.resource, reason: refusal.reason)
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

  /// Reads what the stream shows after a cursor.
  public func events(after cursor: Cursor, limit: Int) async throws -> EventPage {
    var horizon = Int64.max
    if case .transactions = cursor {
      horizon = await onQueue { [self] in
        let now = bringUp()
        storeUnapplied(at: now)
        if isObserved { return .max }
        // While the stream can't be written it lacks transactions that have ended.
        return unapplied.isEmpty ? cloud.transactionHorizon(at: now) : storedHorizon
      }
    }
    try stream.check(cursor)
    return try stream.page(after: cursor, limit: limit, horizon: horizon)
  }

  /// Whether an attempt at a caller's append may commit.
  private enum Answer: Sendable {
    case accepted(attempt: Int, committedAt: Instant)
    case refused(Refusal, waitMicroseconds: Int64)
  }

  /// Draws the ids that the caller left open, and gives each event its index shard.
  private func issue(_ request: AppendRequest) -> AppendRequest {
    let now = bringUp()
    var random = SystemRandomNumberGenerator()
    var issued = request
    for place in issued.events.indices where issued.events[place].eventID == nil {
      issued.events[place].eventID = KSUID(clamping: now, using: &random)
    }
    cloud.place(&issued)
    return issued
  }

  /// A caller's append is tested and commits at once: it must also work while time stands still.
  private func admit(_ request: AppendRequest, attempt: Int) -> Answer {
    let now = bringUp()
    if clock.isPaused { commitAdmitted(at: now) }
    callersAttempts += 1
    var request = request
    let issued = AppendAttempt(
      number: Self.firstCallersAttempt + callersAttempts, writes: cloud.place(&request),
      head: cloud.head)
    let refusal: Refusal
    switch cloud.admit(issued, conditionHolds: true, at: now) {
    case .accepted:
      callersInFlight += 1
      noteSent(request, of: issued.number)
      return .accepted(attempt: issued.number, committedAt: now)
    case .aborting:
      cloud.release(issued.number, at: now)
      refusal = .aborted
    case .refused(let reason):
      refusal = reason
    }
    refusedAttempts += 1
    if case .throttled = refusal { throttledAttempts += 1 }
    isChanged = true
    arm()
    let wait = backOff.wait(afterAttempt: attempt, &callersBackOff)
    return .refused(refusal, waitMicroseconds: wait * 1000 / Int64(clock.speedThousandths))
  }

  /// Numbers from here on are attempts of callers; below are those of the background writers.
  static let firstCallersAttempt = 1_000_000

  private func commit(_ request: AppendRequest, _ attempt: Int) async throws -> AppendReceipt {
    do {
      let receipt = try await table.append(request)
      await onQueue { [self] in
        callersInFlight -= 1
        let now = bringUp()
        noteEnd(request, of: attempt, receipt, at: now)
        if !isExact { advance(to: now) }
        if promises.readsOwnWrites { storeUnapplied(at: now) }
        beat(tellingAtOnce: true)
        resumeIfEnded()
      }
      return receipt
    } catch {
      await onQueue { [self] in
        callersInFlight -= 1
        noteEnd(request, of: attempt, nil, at: bringUp())
        resumeIfEnded()
      }
      throw error
    }
  }
}

extension Refusal {
  /// What was short or in the way, such as `index/byEventId EVENT_2`.
  fileprivate var resource: String {
    switch self {
    case .throttled(let throttle): throttle.resource
    case .versionConflict: "the aggregate"
    case .transactionConflict, .staleHead: "the item that every append moves"
    case .aborted: "the database"
    }
  }

  /// The reason, in AWS's words where it has some.
  fileprivate var reason: String {
    switch self {
    case .throttled(let throttle): throttle.reason.rawValue
    case .versionConflict: "ConditionalCheckFailed"
    case .transactionConflict: "TransactionConflict"
    case .staleHead: "ConditionalCheckFailed"
    case .aborted: "the transaction was aborted"
    }
  }
}
