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
    let missing = Int(max(0, events - visibleRows))
    guard missing > 0, !isObserved else { return }
    for recorded in try stream.pending(limit: missing) where recorded.position <= scheduledThrough {
      send(recorded, of: nil, at: now)
    }
  }

  /// Takes note of what an append of this process committed.
  func noteCommits(_ receipt: AppendReceipt, of attempt: Int, at now: Instant) {
    dispatchPrecondition(condition: .onQueue(queue))
    let new = receipt.entries.map(\.recorded).filter { $0.position > scheduledThrough }
    let last = new.map(\.position).max()
    for recorded in new {
      ahead[recorded.position] = HeardCommit(
        recorded: recorded, attempt: attempt, isLast: recorded.position == last)
    }
    if last == nil { cloud.release(attempt, at: now) }
    while let heard = ahead.removeValue(forKey: scheduledThrough + 1) {
      take(heard.recorded, of: heard.attempt, at: now)
      if heard.isLast { cloud.release(heard.attempt, at: now) }
    }
  }

  /// Takes note of what the watch saw.
  func noticed(_ result: Result<Int64, any Error>) {
    queue.async { [self] in
      switch result {
      case .success(let position):
        noticedThrough = max(noticedThrough, position)
        // Mostly a commit of our own, whose receipt is on its way: the next beat looks again.
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
  /// whose receipts are still on their way.
  func catchUp(at now: Instant) {
    do {
      while true {
        let page = try table.page(afterPosition: scheduledThrough, limit: Self.pageLimit)
        for recorded in page { takeUnheard(recorded, at: now) }
        if page.isEmpty || page.isLast { break }
      }
      noticedThrough = min(noticedThrough, scheduledThrough)
    } catch {
      noticedThrough = scheduledThrough
      fail("commits can't be read", error)
    }
  }

  /// Takes an event that was read: maybe one of ours that waited for those before it.
  private func takeUnheard(_ recorded: RecordedEvent, at now: Instant) {
    let heard = ahead.removeValue(forKey: recorded.position)
    take(recorded, of: heard?.attempt, at: now)
    if let heard, heard.isLast { cloud.release(heard.attempt, at: now) }
  }

  private func take(_ recorded: RecordedEvent, of attempt: Int?, at now: Instant) {
    scheduledThrough = recorded.position
    events += 1
    if recorded.event.aggregateVersion == 1 { aggregates += 1 }
    statistics.committed()
    background?.domain.learn(recorded.event)
    send(recorded, of: attempt, at: now)
    isChanged = true
  }

  private func send(_ recorded: RecordedEvent, of attempt: Int?, at now: Instant) {
    guard !isObserved else { return }
    cloud.committed(
      StreamWrite(
        position: recorded.position, eventID: recorded.event.eventID,
        aggregateHash: StableHash.of(recorded.event.aggregateID.bytes),
        bytes: recorded.event.itemSize(shard: recorded.shard), shard: recorded.shard,
        // Another process's clock may be ahead of a store's time that was paused.
        committedAt: min(recorded.committedAt, now)),
      of: attempt, at: now)
  }

  /// Stores entries that became visible.
  func store(_ entries: inout [StreamTableEntry]) {
    guard !entries.isEmpty else { return }
    do {
      try stream.apply(entries)
      visibleRows += Int64(entries.count)
      entries.removeAll(keepingCapacity: true)
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
