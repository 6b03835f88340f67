import Architectures
import EventSourcing
import VirtualTime

/// The three reader strategies, run beside a live store.
///
/// What a reader is handed follows from when entries become visible and when it asks, so they are run
/// on that alone: no query is made that nobody looks at.
struct LiveReaders: Sendable {
  private var readers: [IndexReader]
  private var delays: [SlidingHistogram]
  private var scratch: [Int64] = []

  /// Creates readers that begin at `start`, each at a phase of its own.
  init(start: Instant, seed: UInt64, skewMicroseconds: Int64) {
    readers = ReaderStrategy.allCases.map { strategy in
      var random = SeededRandom(
        seed: seed, architecture: DynamoDBWithKSUIDs.name, part: "reader \(strategy.rawValue)")
      var parameters = IndexReader.Parameters()
      parameters.skewMicroseconds = skewMicroseconds
      return IndexReader(
        strategy, parameters: parameters,
        firstPoll: start.advanced(
          byMicroseconds: random.number(in: 0...parameters.pollMicroseconds)))
    }
    delays = readers.map { _ in SlidingHistogram() }
  }

  /// When one of them asks next, as far as that changes anything.
  var nextInstant: Instant? { readers.compactMap(\.nextInstant).min() }

  /// Shows an entry that becomes visible to each reader.
  /// - Returns: Whether the checkpoint reader had passed it.
  mutating func becameVisible(_ entry: IndexEntry) -> Bool {
    var isBehindCheckpoint = false
    for index in readers.indices {
      let isMissed = readers[index].becameVisible(entry, delays: &scratch)
      if readers[index].strategy == .checkpoint { isBehindCheckpoint = isMissed }
      takeDelays(index)
    }
    return isBehindCheckpoint
  }

  /// Lets the readers ask as often as they do before an instant.
  mutating func advance(before now: Instant) {
    for index in readers.indices {
      readers[index].advance(before: now, delays: &scratch)
      takeDelays(index)
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
    for index in readers.indices { readers[index].parameters.skewMicroseconds = skewMicroseconds }
  }

  /// What each has done so far.
  var status: [ReaderStatus] {
    readers.indices.map { index in
      let reader = readers[index]
      return ReaderStatus(
        strategy: reader.strategy, delivered: reader.delivered, missed: reader.missed,
        outOfOrder: reader.outOfOrder, delayMedian: delays[index].percentile(50))
    }
  }

  private mutating func takeDelays(_ index: Int) {
    for delay in scratch { delays[index].record(delay) }
    scratch.removeAll(keepingCapacity: true)
  }
}
