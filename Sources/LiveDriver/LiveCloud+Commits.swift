import Architectures
import Dispatch
import EventSourcing
import VirtualTime

// From the table's commits to the stream.
extension LiveCloud {
  /// How many events are read at a time.
  private static let pageLimit = 1000

  /// How long the stream is left alone after it could not be written, in microseconds of real time.
  private static let storePause: Int64 = 1_000_000

  /// Schedules anew what was committed and is not in the stream when the store is opened.
  func restorePending(at now: Instant) throws {
    // The stream is told nothing before the first delivery, so one question answers for all.
    guard events > visibleRows, !isObserved else { return }
    var position: Int64 = 0
    while true {
      let page = try stream.pending(after: position, limit: Self.pageLimit)
      for recorded in page where recorded.position <= scheduledThrough {
        send(recorded, of: nil, at: now)
      }
      guard case .position(let next) = page.next, !page.isLast, next < scheduledThrough else {
        return
      }
      position = next
    }
  }

  /// Takes note of events that go to the table as part of an attempt.
  func noteSent(_ request: AppendRequest, of attempt: Int) {
    for event in request.events {
      if let eventID = event.eventID { attempts[eventID] = attempt }
    }
  }

  /// Takes note of how an attempt ended: of what it committed, if it did, and that nothing is held for it.
  func noteEnd(
    _ request: AppendRequest, of attempt: Int, _ receipt: AppendReceipt?, at now: Instant
  ) {
    dispatchPrecondition(condition: .onQueue(queue))
    for entry in receipt?.entries ?? [] {
      switch entry.recorded.position - scheduledThrough {
      case 1: take(entry.recorded, at: now)
      // Others were first, and have not been heard of.
      case 2...: catchUp(at: now)
      default: break
      }
    }
    for event in request.events {
      if let eventID = event.eventID, attempts[eventID] == attempt { attempts[eventID] = nil }
    }
    cloud.release(attempt, at: now)
  }

  /// Takes note of what the watch saw.
  func noticed(_ result: Result<Int64, any Error>) {
    queue.async { [self] in
      switch result {
      case .success(let position):
        noticedThrough = max(noticedThrough, position)
        // Mostly a commit of our own, whose answer is on its way: the next beat looks again.
        if noticedThrough > scheduledThrough { arm() }
      case .failure(let error):
        fail("commits are no longer noticed", error)
      }
    }
  }

  /// Takes note of rows that another process has added to the stream.
  func noticedRows(_ result: Result<Int64, any Error>) {
    queue.async { [self] in
      switch result {
      case .success(let row): visibleRows = max(visibleRows, row)
      case .failure(let error): fail("the stream is no longer followed", error)
      }
      isChanged = true
      arm()
    }
  }

  /// Reads what was committed and has not been heard of: by other processes, or by appends of this one
  /// whose answers are still on their way.
  func catchUp(at now: Instant) {
    do {
      while true {
        let page = try table.page(afterPosition: scheduledThrough, limit: Self.pageLimit)
        for recorded in page { take(recorded, at: now) }
        if page.isEmpty || page.isLast { break }
      }
      noticedThrough = min(noticedThrough, scheduledThrough)
    } catch {
      noticedThrough = scheduledThrough
      fail("commits can't be read", error)
    }
  }

  private func take(_ recorded: RecordedEvent, at now: Instant) {
    scheduledThrough = recorded.position
    events += 1
    if recorded.event.aggregateVersion == 1 { aggregates += 1 }
    statistics.committed()
    background?.domain.learn(recorded.event)
    send(recorded, of: attempts.removeValue(forKey: recorded.event.eventID), at: now)
    isChanged = true
  }

  private func send(_ recorded: RecordedEvent, of attempt: Int?, at now: Instant) {
    guard !isObserved else { return }
    if let attempt, attempt > Self.firstCallersAttempt {
      readers.followed.follow(recorded.position)
    }
    unseen.insert(recorded.position)
    cloud.committed(
      StreamWrite(
        position: recorded.position, eventID: recorded.event.eventID,
        aggregateHash: StableHash.of(recorded.event.aggregateID.bytes),
        bytes: recorded.event.itemSize(shard: recorded.shard), shard: recorded.shard,
        // Another process's clock may be ahead of a store's time that was paused.
        committedAt: min(recorded.committedAt, now)),
      of: attempt, at: now)
  }

  /// Whether something is to be stored: entries, or a horizon that hides some.
  var isToBeStored: Bool {
    !unapplied.isEmpty
      || (stream.order == .transaction && storedHorizon <= greatestTransaction && !clock.isPaused
        && !isObserved && greatestTransaction > 0)
  }

  /// Stores what became visible and was not stored yet.
  func storeUnapplied(at now: Instant) {
    if isToBeStored { store(horizon: cloud.transactionHorizon(at: now)) }
  }

  /// Stores entries that became visible, and the horizon of transactions.
  func store(horizon: Int64) {
    guard !unapplied.isEmpty || horizon != storedHorizon, !isObserved else { return }
    do {
      try stream.apply(unapplied, horizon: horizon)
      visibleRows += Int64(unapplied.count)
      storedHorizon = horizon
      unapplied.removeAll(keepingCapacity: true)
      isChanged = true
    } catch {
      lastStore += Self.storePause
      fail("the stream can't be written", error)
    }
  }

  /// Says what went wrong, once.
  func fail(_ words: String, _ error: any Error) {
    guard failure == nil else { return }
    failure = "\(words): \(error)"
    isChanged = true
  }
}
