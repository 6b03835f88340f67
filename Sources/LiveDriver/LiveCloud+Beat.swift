import Architectures
import Dispatch
import EventSourcing
import VirtualTime

// The cloud's heart: one timer, set for the next thing that is due.
extension LiveCloud {
  /// The shortest real time between two beats, in microseconds.
  ///
  /// Appends that fall due in between are issued together and share a commit: much longer, and the bursts
  /// would queue up in the stream.
  private static let shortestBeat: Int64 = 4_000

  /// The shortest real time between two transactions of the stream, in microseconds: a fast stream is
  /// stored in batches, as often as the screen has news, while each instant in it stays exact.
  private static let shortestStore: Int64 = 50_000

  /// The shortest real time between two pieces of news, in microseconds: 20 a second.
  private static let shortestNews: Int64 = 50_000

  /// Does what is due now, and sets the timer for what comes next.
  func beat(tellingAtOnce: Bool = false) {
    dispatchPrecondition(condition: .onQueue(queue))
    let real = RealTime.microseconds
    lastBeat = real
    let now = bringUp()
    if noticedThrough > scheduledThrough {
      catchUp(at: now)
      if !isExact { advance(to: now) }
    }
    if real >= lastStore + Self.shortestStore {
      lastStore = real
      storeUnapplied(at: now)
    }
    if isRunning, !clock.isPaused, !isExact { issueDueAppends(at: now) }
    if isChanged, tellingAtOnce || isNewsDue || real >= lastNews + Self.shortestNews {
      tell(at: now, real: real)
    }
    arm()
  }

  /// Sets the timer for the next thing due, if it is set for later or not at all.
  func arm() {
    dispatchPrecondition(condition: .onQueue(queue))
    guard let timer, isRunning else { return }
    var due = Int64.max
    if let next = nextInstant, let real = clock.real(at: next) { due = real }
    if noticedThrough > scheduledThrough { due = min(due, lastBeat) }
    if isToBeStored { due = min(due, lastStore + Self.shortestStore) }
    due = max(due, lastBeat + Self.shortestBeat)
    if isChanged { due = min(due, max(lastBeat, lastNews + Self.shortestNews)) }
    guard due < Int64.max - Self.shortestBeat else {
      if armedFor != .max { timer.schedule(deadline: .distantFuture) }
      armedFor = .max
      return
    }
    let wait = max(0, due - RealTime.microseconds)
    guard due < armedFor || armedFor <= lastBeat else { return }
    armedFor = due
    timer.schedule(
      deadline: .now() + .microseconds(Int(wait)), leeway: .microseconds(200))
  }

  /// When something of the store's time is due next; nil if nothing is.
  var nextInstant: Instant? {
    var next = cloud.nextInstant
    func take(_ other: Instant?) {
      guard let other else { return }
      next = min(next ?? other, other)
    }
    // A reader asks after all that happens at an instant.
    take(isExact ? readers.nextInstant?.advanced(byMicroseconds: 1) : readers.nextInstant)
    take(nextEntry)
    take(background?.nextInstant)
    if !statistics.isStill || !readers.isStill { take(statistics.secondEnd) }
    return next
  }

  /// Moves the cloud, its readers and the statistics up to an instant.
  func advance(to now: Instant) {
    if statistics.isStill, readers.isStill, cloud.nextInstant == nil { statistics.skip(to: now) }
    while statistics.secondEnd <= now {
      show(to: statistics.secondEnd)
      statistics.closeSecond(cloud.loads(at: statistics.secondEnd))
      readers.closeSecond()
      isChanged = true
    }
    show(to: now)
  }

  private func show(to instant: Instant) {
    cloud.advance(to: instant, into: &entries)
    // Nothing has begun or ended in the cloud since it was shown before: it can tell of the instants between.
    let horizon = { [cloud] in cloud.transactionHorizon(at: $0) }
    let deliveries = readers.deliveries
    for entry in entries {
      unseen.remove(entry.position)
      readers.advance(before: entry.visibleAt, transactionHorizon: horizon)
      statistics.becameVisible(entry)
      if stream.order == .transaction {
        greatestTransaction = max(greatestTransaction, entry.key.transaction)
      }
      unapplied.append(
        StreamTableEntry(
          position: entry.position,
          place: StreamPlace(partition: Int(entry.partition), key: entry.key),
          visibleAt: entry.visibleAt, isBehindCheckpoint: readers.becameVisible(entry)))
      isChanged = true
    }
    entries.removeAll(keepingCapacity: true)
    readers.advance(before: instant, transactionHorizon: horizon)
    if readers.deliveries != deliveries { isChanged = true }
  }

  /// Publishes the status, and says so.
  func tell(at now: Instant, real: Int64) {
    board.status = makeStatus(at: now)
    isChanged = false
    isNewsDue = false
    lastNews = real
    board.onChange?()
  }

  /// The status at an instant.
  func makeStatus(at now: Instant) -> ReplicationStatus {
    ReplicationStatus(
      now: now, settings: settings, hasWriters: background != nil, events: events,
      aggregates: aggregates, visibleRows: visibleRows,
      commitsPerSecond: statistics.commitsPerSecond,
      appendsUnderWay: callersInFlight + (background?.appendsUnderWay ?? 0),
      parts: isObserved ? [] : cloud.loads(at: now).map { statistics.status(of: $0) },
      readers: isObserved ? [] : readers.status,
      writerClocks: background?.clocks(at: now) ?? [],
      lagHistory: statistics.history, refused: refusedAttempts, throttled: throttledAttempts,
      longestBacklog: statistics.longestBacklog, failure: failure)
  }
}
