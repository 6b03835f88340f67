import Architectures
import EventSourcing
import VirtualTime

/// The architecture in virtual time: one writer, whose every append commits at once, and readers.
struct VirtualRun {
  var cloud: DynamoDBWithKSUIDs
  var readers: [StreamFollower] = []
  /// The ids of the committed events, by position from 1.
  private(set) var committed: [KSUID] = []
  private(set) var visible: [StreamEntry] = []
  private(set) var refused = 0
  private(set) var now = Instant.simulationStart

  private var arrivals: PoissonArrivals
  private var choice: SeededRandom
  private var payloads: SeededRandom
  /// The hash of each aggregate's id.
  private let aggregates: [UInt64]

  init(
    rate: Int, shards: Int = 1, aggregates: Int = 1000, seed: UInt64,
    parameters: CloudParameters = CloudParameters()
  ) {
    func source(_ part: String) -> SeededRandom {
      SeededRandom(seed: seed, DynamoDBWithKSUIDs.name, part: part)
    }
    cloud = DynamoDBWithKSUIDs(
      shards: shards, parameters: parameters, seed: seed, start: .simulationStart)
    arrivals = PoissonArrivals(
      perSecond: rate, sharedBy: 1, after: .simulationStart, random: source("arrivals"))
    choice = source("aggregates")
    payloads = source("payloads")
    self.aggregates = (0..<aggregates).map { StableHash.of("a\($0)") }
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
    var write = TableWrite(
      aggregateHash: aggregates[choice.index(below: aggregates.count)], bytes: 400)
    cloud.place(&write)
    let attempt = AppendAttempt(number: 0, writes: [write])
    guard cloud.admit(attempt, conditionHolds: true, at: now) == .accepted else {
      refused += 1
      return
    }
    committed.append(KSUID(clamping: now, using: &payloads))
    let position = Int64(committed.count)
    cloud.committed(
      StreamWrite(
        position: position, eventID: committed[committed.count - 1],
        aggregateHash: write.aggregateHash, bytes: Int(write.bytes), shard: Int(write.shard),
        committedAt: now),
      of: nil, at: now)
  }

  private mutating func advance(to instant: Instant) {
    now = instant
    let first = visible.count
    cloud.advance(to: now, into: &visible)
    var deliveries: [Delivery] = []
    for reader in readers.indices {
      for entry in visible[first...] {
        readers[reader].advance(before: entry.visibleAt, deliveries: &deliveries)
        readers[reader].becameVisible(entry)
      }
      readers[reader].advance(before: now, deliveries: &deliveries)
    }
  }

  /// A number that stands for all that became visible, and when.
  var digest: UInt64 {
    visible.reduce(0) { digest, entry in
      StableHash.finish(
        digest &* 31 &+ UInt64(bitPattern: entry.position) &+ entry.key.eventID.payloadLow
          &+ UInt64(bitPattern: entry.visibleAt.microseconds))
    }
  }
}
