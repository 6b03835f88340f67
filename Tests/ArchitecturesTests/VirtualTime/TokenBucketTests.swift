import Testing
import VirtualTime

@Suite struct TokenBucketTests {
  private let start = Instant.simulationStart

  @Test func `a bucket starts with one second's units and gives no more`() {
    var bucket = TokenBucket(unitsPerSecond: 1000, start: start)
    #expect((0..<1500).count { _ in bucket.take(1, at: start) } == 1000)
  }

  @Test func `what flows in within a microsecond is kept`() {
    var bucket = TokenBucket(unitsPerSecond: 1000, start: start)
    #expect(bucket.take(1000, at: start))
    for microsecond in 1...999 {
      #expect(!bucket.take(1, at: start.advanced(byMicroseconds: Int64(microsecond))))
    }
    #expect(bucket.take(1, at: start.advanced(byMicroseconds: 1000)))
  }

  @Test func `idleness fills it to its capacity, however long it lasts`() {
    var bucket = TokenBucket(unitsPerSecond: 1000, start: start)
    #expect(bucket.take(700, at: start))
    let later = start.advanced(byMicroseconds: 400 * 365 * 86_400 * 1_000_000)
    #expect(bucket.units(at: later) == 1000)
    var burst = TokenBucket(unitsPerSecond: 1000, keptSeconds: 300, start: start)
    #expect(burst.take(300_000, at: start))
    #expect(!burst.take(1, at: start))
  }

  @Test func `a refusal takes nothing`() {
    var bucket = TokenBucket(unitsPerSecond: 10, start: start)
    #expect(!bucket.take(11, at: start))
    #expect(bucket.take(10, at: start))
  }
}
