import Architectures
import EventSourcing
import VirtualTime

/// An architecture whose appends all commit at once, one instant after the other: to look at it in
/// between.
struct SteppedRun<Cloud: Architecture> {
  var cloud: Cloud
  private(set) var entries: [StreamEntry] = []
  private(set) var committed: Int64 = 0
  private(set) var now = Instant.simulationStart
  /// What was wrong, in words, with the instant.
  private(set) var violations: [String] = []

  private var arrivals: PoissonArrivals
  private var random: SeededRandom

  init(_ cloud: Cloud, perSecond: Int, seed: UInt64) {
    self.cloud = cloud
    arrivals = PoissonArrivals(
      perSecond: perSecond, sharedBy: 1, after: .simulationStart, random: SeededRandom(seed: seed))
    random = SeededRandom(seed: seed + 1)
  }

  /// Commits events for so many seconds.
  mutating func run(seconds: Int64) {
    let end = now.advanced(byMicroseconds: seconds * 1_000_000)
    while true {
      let next = min(cloud.nextInstant ?? end, arrivals.next)
      guard next < end else { break }
      if next == arrivals.next {
        commit(aggregate: random.index(below: 50), at: next)
        arrivals.advance()
      } else {
        advance(to: next)
      }
    }
    advance(to: end)
  }

  /// Goes on until nothing is on its way.
  mutating func drain() {
    while let next = cloud.nextInstant { advance(to: next) }
  }

  /// Commits one event.
  mutating func commit(aggregate: Int, at instant: Instant, attempt: Int? = nil) {
    advance(to: instant)
    committed += 1
    let write = StreamWrite(
      position: committed, eventID: .min, aggregateHash: StableHash.of("aggregate-\(aggregate)"),
      bytes: 400, committedAt: instant)
    cloud.committed(write, of: attempt, at: instant)
    check()
  }

  private mutating func advance(to instant: Instant) {
    now = instant
    cloud.advance(to: now, into: &entries)
    check()
  }

  private mutating func check() {
    var found = cloud.violations
    let known = Int64(entries.count) + cloud.pendingEntries + cloud.lostEntries
    if known != committed { found.append("\(committed) committed, \(known) known") }
    if let next = cloud.nextInstant, next < now { found.append("something was due before") }
    if cloud.pendingEntries > 0, cloud.nextInstant == nil { found.append("nothing goes on") }
    violations += found.map { "\($0) at \(now)" }
  }
}
