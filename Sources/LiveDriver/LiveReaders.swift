import Architectures
import EventSourcing
import VirtualTime

/// The reader strategies that an architecture has a use for, run beside a live store.
///
/// What a reader is handed follows from when entries become visible and when it asks, so they are run
/// on that alone: no query is made that nobody looks at.
struct LiveReaders: Sendable {
  var followers: [StreamFollower]
  private var delays: [SlidingHistogram]
  var missed: [[Int64]]
  /// Of those that wait the ones that a rebuild has delivered already.
  var mended: [Set<Int64>]
  /// How often something was taken out of what was missed.
  var epochs: [Int]
  var parameters: ReaderParameters
  /// What callers appended, and how far it has come.
  var followed: FollowedEvents
  /// Events handed over so far, by all readers.
  private(set) var deliveries: Int64 = 0
  private var scratch: [Delivery] = []

  /// Creates readers that begin at `start`, each at a phase of its own.
  init(
    _ architecture: ArchitectureName, _ guarantees: Guarantees, _ form: StreamForm,
    resumingAfter ends: [StreamPlace], parameters: ReaderParameters, start: Instant, seed: UInt64
  ) {
    // Where ids are the order they say nothing of what was there before: those readers begin with what comes.
    let ends = form == .eventIDs ? [] : ends
    let fitting = ReaderStrategy.allCases.filter { $0.fits(guarantees) }
    followers = fitting.map { strategy in
      var random = SeededRandom(
        seed: seed, architecture, part: "reader \(strategy.rawValue) phase")
      return StreamFollower(
        strategy, of: form, resumingAfter: ends, parameters: parameters,
        firstPoll: start.advanced(
          byMicroseconds: random.number(in: 0...parameters.pollMicroseconds)))
    }
    delays = followers.map { _ in SlidingHistogram() }
    missed = followers.map { _ in [] }
    mended = followers.map { _ in [] }
    epochs = followers.map { _ in 0 }
    followed = FollowedEvents(fitting)
    self.parameters = parameters
  }

  /// When one of them asks next, as far as that changes anything.
  var nextInstant: Instant? { followers.compactMap(\.nextInstant).min() }

  /// Shows an entry that becomes visible to each reader.
  /// - Returns: Whether the checkpoint reader had passed it.
  mutating func becameVisible(_ entry: StreamEntry) -> Bool {
    var isBehindCheckpoint = false
    followed.becameVisible(
      entry.position, afterMicroseconds: entry.visibleAt - entry.committedAt)
    for index in followers.indices {
      let isMissed = followers[index].becameVisible(entry)
      if isMissed {
        missed[index].append(entry.position)
        followed.end(entry.position, reader: index, .missed)
      }
      if followers[index].strategy == .checkpoint { isBehindCheckpoint = isMissed }
    }
    return isBehindCheckpoint
  }

  /// Lets the readers ask as often as they do before an instant.
  /// - Parameters:
  ///   - now: The instant.
  ///   - transactionHorizon: Says what the horizon of running transactions is at the instant of a poll.
  mutating func advance(before now: Instant, transactionHorizon: (Instant) -> Int64) {
    while let poll = nextInstant, poll < now {
      let horizon = TransactionHorizon(transactionHorizon(poll), at: poll)
      advance(before: poll.advanced(byMicroseconds: 1), horizon)
    }
    // What is asked beyond finds nothing.
    advance(before: now, nil)
  }

  private mutating func advance(before now: Instant, _ horizon: TransactionHorizon?) {
    for index in followers.indices {
      followers[index].advance(before: now, horizon: horizon, deliveries: &scratch)
      for delivery in scratch {
        delays[index].record(delivery.delayMicroseconds)
        followed.end(
          delivery.position, reader: index, .delivered(after: delivery.delayMicroseconds))
      }
      deliveries += Int64(scratch.count)
      if !mended[index].isEmpty {
        for delivery in scratch { mended[index].remove(delivery.position) }
      }
      scratch.removeAll(keepingCapacity: true)
    }
  }

  /// Begins the next second of the delays' windows.
  mutating func closeSecond() {
    for index in delays.indices { delays[index].closeSecond() }
  }

  /// Whether no window holds a delay.
  var isStill: Bool { delays.allSatisfy(\.isEmpty) }

  /// Tells the readers how far apart the writers' clocks are.
  mutating func change(skewMicroseconds: Int64) {
    parameters.skewMicroseconds = skewMicroseconds
    for index in followers.indices {
      followers[index].parameters.skewMicroseconds = skewMicroseconds
    }
  }

  /// What each has done so far.
  var status: [ReaderStatus] {
    followers.indices.map { index in
      let follower = followers[index]
      return ReaderStatus(
        strategy: follower.strategy, delivered: follower.delivered, missed: follower.missed,
        outOfOrder: follower.outOfOrder, delayMedian: delays[index].percentile(50))
    }
  }
}
