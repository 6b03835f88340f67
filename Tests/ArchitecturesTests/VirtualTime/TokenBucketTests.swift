import Testing

@testable import VirtualTime

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

  @Test func `what is more than it holds waits for a full bucket, and is owed`() {
    var bucket = TokenBucket(unitsPerSecond: 10, start: start)
    func second(_ number: Int64) -> Instant { start.advanced(byMicroseconds: number * 1_000_000) }
    let result1 = bucket.takeOwing(35, at: start)
    #expect(result1)
    let result2 = bucket.units(at: second(2))
    #expect(result2 == 0)
    let result3 = bucket.instant(ofOwing: 1, at: second(2))
    #expect(result3 == start.advanced(byMicroseconds: 2_600_000))
    let result4 = bucket.instant(ofOwing: 99, at: second(2))
    #expect(result4 == start.advanced(byMicroseconds: 3_500_000))
    let result5 = bucket.takeOwing(99, at: second(3))
    #expect(!result5)
    let result6 = bucket.takeOwing(99, at: start.advanced(byMicroseconds: 3_500_000))
    #expect(result6)
    #expect(bucket.violation == nil)
  }

  /// Over the whole run it gives less than flows in: only the one second is too much.
  @Test func `a bucket that gives twice its rate in a burst is noted`() {
    var bucket = TokenBucket(unitsPerSecond: 1000, start: start)
    var sound = bucket
    let later = start.advanced(byMicroseconds: 600_000_000)
    let soundly = drain(&sound, at: later)
    #expect(soundly == 1000)
    #expect(sound.violation == nil)
    var taken = drain(&bucket, at: later)
    bucket.level = 1_000_000_000
    taken += drain(&bucket, at: later)
    #expect(taken == 2000)
    #expect(bucket.violation?.contains("600000000") == true)
  }

  @Test func `whatever is asked of a bucket, it gives what flows in and no more`() {
    for seed in UInt64(1)...200 {
      var random = SeededRandom(seed: seed)
      let rate = random.number(in: 1...1_000_000)
      var bucket = TokenBucket(
        unitsPerSecond: rate, keptSeconds: random.number(in: 1...300), start: start)
      var now = start
      for _ in 0..<200 {
        now = now.advanced(byMicroseconds: random.number(in: 0...1 << random.number(in: 0...34)))
        let units = random.number(in: 1...4 * rate)
        if random.index(below: 2) == 0 {
          _ = bucket.take(units, at: now)
        } else {
          now = bucket.instant(ofOwing: units, at: now)
          let result7 = bucket.takeOwing(units, at: now)
          #expect(result7, "seed \(seed)")
        }
      }
      #expect(bucket.violation == nil, "seed \(seed)")
    }
  }
}
