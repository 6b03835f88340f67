import Architectures
import Dispatch
import EventSourcing
import VirtualTime

// From the table's commits to the index.
extension LiveCloud {
  /// How many events are read at a time.
  private static let pageLimit = 1000

  /// How long the index is left alone after it could not be written, in microseconds of real time.
  private static let storePause: Int64 = 1_000_000

  /// Schedules anew what was committed and is not in the index when the store is opened.
  func restorePending(at now: Instant) throws {
    // The index is told nothing before the first delivery, so one question answers for all.
    let missing = Int(max(0, events - visibleRows))
    guard missing > 0 else { return }
    for recorded in try index.pending(limit: missing) where recorded.position <= scheduledThrough {
      send(recorded, at: now)
    }
  }

  /// Takes note of what an append of this process committed.
  func noteCommits(_ receipt: AppendReceipt, at now: Instant) {
    dispatchPrecondition(condition: .onQueue(queue))
    for entry in receipt.entries where entry.recorded.position > scheduledThrough {
      ahead[entry.recorded.position] = entry.recorded
    }
    while let recorded = ahead.removeValue(forKey: scheduledThrough + 1) {
      take(recorded, at: now)
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

  /// Reads what was committed and has not been heard of: by other processes, or by appends of this one
  /// whose receipts are still on their way.
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
    ahead = ahead.filter { $0.key > scheduledThrough }
  }

  private func take(_ recorded: RecordedEvent, at now: Instant) {
    scheduledThrough = recorded.position
    events += 1
    if recorded.event.aggregateVersion == 1 { aggregates += 1 }
    statistics.committed()
    background?.domain.learn(recorded.event)
    send(recorded, at: now)
    isChanged = true
  }

  private func send(_ recorded: RecordedEvent, at now: Instant) {
    let bytes = recorded.event.itemSize(shard: recorded.shard)
    // Another process's clock may be ahead of a store's time that was paused.
    let committedAt = min(recorded.committedAt, now)
    cloud.committed(
      IndexWrite(
        position: recorded.position, eventID: recorded.event.eventID,
        units: TableWrite.units(ofBytes: bytes), committedAt: committedAt),
      shard: recorded.shard, at: now)
  }

  /// Stores entries that became visible.
  func store(_ entries: inout [IndexEntry]) {
    guard !entries.isEmpty else { return }
    do {
      try index.apply(entries)
      visibleRows += Int64(entries.count)
      entries.removeAll(keepingCapacity: true)
    } catch {
      lastStore += Self.storePause
      fail("the index can't be written", error)
    }
  }

  /// Says what went wrong, once.
  func fail(_ words: String, _ error: any Error) {
    guard failure == nil else { return }
    failure = "\(words): \(error)"
    isChanged = true
  }
}
