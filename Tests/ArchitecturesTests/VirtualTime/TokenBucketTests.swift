import Testing
import VirtualTime

@Suite struct TokenBucketTests {
  private let start = Instant.simulationStart

  /// How many single units a bucket gives at an instant.
  private func drain(_ bucket: inout TokenBucket, at now: Instant) -> Int {
    var taken = 0
    while bucket.take(1, at: now) { taken += 1 }
    return taken
  }

  @Test func `a bucket starts with one second's units and gives no more`() {
    var bucket = TokenBucket(unitsPerSecond: 1000, start: start)
    let taken = drain(&bucket, at: start)
    #expect(taken == 1000)
  }

  @Test func `what flows in within a microsecond is kept`() {
    var bucket = TokenBucket(unitsPerSecond: 1000, start: start)
    var taken = drain(&bucket, at: start)
    for microsecond in 1...999 {
      taken += drain(&bucket, at: start.advanced(byMicroseconds: Int64(microsecond)))
    }
    #expect(taken == 1000)
    taken += drain(&bucket, at: start.advanced(byMicroseconds: 1000))
    #expect(taken == 1001)
  }

  @Test func `idleness fills it to its capacity, however long it lasts`() {
    var bucket = TokenBucket(unitsPerSecond: 1000, start: start)
    _ = bucket.take(700, at: start)
    let later = start.advanced(byMicroseconds: 400 * 365 * 86_400 * 1_000_000)
    let kept = bucket.units(at: later)
    #expect(kept == 1000)
    var burst = TokenBucket(unitsPerSecond: 1000, keptSeconds: 300, start: start)
    let taken = drain(&burst, at: start)
    #expect(taken == 300_000)
  }

  @Test func `a refusal takes nothing`() {
    var bucket = TokenBucket(unitsPerSecond: 10, start: start)
    let refused = !bucket.take(11, at: start)
    let accepted = bucket.take(10, at: start)
    #expect(refused && accepted)
  }
}
