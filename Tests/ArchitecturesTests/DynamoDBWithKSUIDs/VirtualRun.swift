import Architectures
import EventSourcing
import VirtualTime

/// The architecture in virtual time: one writer, whose every append commits at once, and readers.
struct VirtualRun {
  var cloud: DynamoDBWithKSUIDs
  var readers: [IndexReader] = []
  /// The ids of the committed events, by position from 1.
  private(set) var committed: [KSUID] = []
  private(set) var visible: [IndexEntry] = []
  private(set) var refused = 0
  private(set) var now = Instant.simulationStart

  private var arrivals: PoissonArrivals
  private var choice: SeededRandom
  private var payloads: SeededRandom
  private let aggregates: [AggregateID]

  init(
    rate: Int, shards: Int = 1, aggregates: Int = 1000, seed: UInt64,
    parameters: DynamoDBWithKSUIDs.Parameters = .init()
  ) {
    func source(_ part: String) -> SeededRandom {
      SeededRandom(seed: seed, architecture: DynamoDBWithKSUIDs.name, part: part)
    }
    cloud = DynamoDBWithKSUIDs(
      shards: shards, parameters: parameters, seed: seed, start: .simulationStart)
    arrivals = PoissonArrivals(
      perSecond: rate, sharedBy: 1, after: .simulationStart, random: source("arrivals"))
    choice = source("aggregates")
    payloads = source("payloads")
    self.aggregates = (0..<aggregates).map { AggregateID(unchecked: ArraySlice("a\($0)".utf8)) }
  }

  /// Runs to an instant, so many seconds after the start.
  mutating func run(toSecond second: Int64) {
    let end = Instant.simulationStart.advanced(byMicroseconds: second * 1_000_000)
    while min(arrivals.next, cloud.nextInstant ?? end) < end {
      if let next = cloud.nextInstant, next <= arrivals.next {
        advance(to: next)
      } else {
        advance(to: arrivals.next)
        append()
        arrivals.advance()
      }
    }
    advance(to: end)
  }

  /// Runs without new appends until everything is visible and read.
  mutating func drain() {
    while let next = cloud.nextInstant { advance(to: next) }
    advance(to: now.advanced(byMicroseconds: 60_000_000))
  }

  private mutating func append() {
    let write = cloud.place(aggregates[choice.index(below: aggregates.count)], bytes: 400)
    guard cloud.admit([write], at: now) == .accepted else {
      refused += 1
      return
    }
    committed.append(KSUID(clamping: now, using: &payloads))
    let position = Int64(committed.count)
    cloud.committed(
      IndexWrite(
        position: position, eventID: committed[committed.count - 1], units: write.units,
        committedAt: now),
      shard: write.shard, at: now)
  }

  private mutating func advance(to instant: Instant) {
    now = instant
    let first = visible.count
    cloud.advance(to: now, into: &visible)
    var delays: [Int64] = []
    for reader in readers.indices {
      for entry in visible[first...] {
        readers[reader].becameVisible(entry, delays: &delays)
      }
      readers[reader].advance(before: now, delays: &delays)
    }
  }

  /// A number that stands for all that became visible, and when.
  var digest: UInt64 {
    visible.reduce(0) { digest, entry in
      StableHash.finish(
        digest &* 31 &+ UInt64(bitPattern: entry.position) &+ entry.eventID.payloadLow
          &+ UInt64(bitPattern: entry.visibleAt.microseconds))
    }
  }
}
