import Testing
import VirtualTime

@Suite struct SeededRandomTests {
  @Test func `a seed's numbers never change`() {
    var random = SeededRandom(seed: 1)
    let drawn = (0..<3).map { _ in random.next() }
    #expect(
      drawn == [0xB3F2_AF6D_0FC7_10C5, 0x853B_5596_4736_4CEA, 0x92F8_9756_082A_4514])
    var part = SeededRandom(seed: 1, architecture: "dynamodb-ksuid", part: "writer 1 arrivals")
    var other = SeededRandom(seed: 1, architecture: "dynamodb-ksuid", part: "writer 2 arrivals")
    let (first, second) = (part.next(), other.next())
    #expect(first != second)
  }

  @Test(arguments: [1, 2, 3, 7, 1000, UInt64(1) << 63 + 1])
  func `a bounded draw stays below its bound and reaches all of a small one`(bound: UInt64) {
    var random = SeededRandom(seed: 7)
    let drawn = (0..<1000).map { _ in random.below(bound) }
    #expect(drawn.allSatisfy { $0 < bound })
    if bound < 10 { #expect(Set(drawn).count == Int(bound)) }
  }

  @Test func `a number of the widest range can be anything`() {
    var random = SeededRandom(seed: 3)
    let drawn = (0..<100).map { _ in random.number(in: .min ... .max) }
    #expect(drawn.contains { $0 < 0 } && drawn.contains { $0 > 0 })
    let only = random.number(in: -5 ... -5)
    #expect(only == -5)
  }

  @Test func `a probability of a quarter happens a quarter of the time`() {
    var random = SeededRandom(seed: 11)
    let quarter = Ratio(1, of: 4)
    let happened = (0..<100_000).count { _ in random.happens(quarter) }
    #expect((24_500...25_500).contains(happened))
    let neverHappened = (0..<100).allSatisfy { _ in !random.happens(.never) }
    #expect(neverHappened)
  }

  @Test func `exponential gaps have their mean, and a standard deviation as large`() {
    var random = SeededRandom(seed: 5)
    let gaps = (0..<200_000).map { _ in Double(random.exponential(mean: 1_000_000)) }
    let mean = gaps.reduce(0, +) / Double(gaps.count)
    let variance = gaps.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(gaps.count)
    #expect(abs(mean / 1e6 - 1) < 0.01)
    #expect(abs(variance.squareRoot() / 1e6 - 1) < 0.02)
    let beyondMean = Double(gaps.count { $0 > 1e6 }) / Double(gaps.count)
    #expect(abs(beyondMean - 0.367_879) < 0.005)
  }

  @Test func `normal draws have mean 0 and their standard deviation, never beyond six`() {
    var random = SeededRandom(seed: 6)
    let offsets = (0..<100_000).map { _ in
      Double(SeededRandom.scaled(random.standardNormal(), deviation: 50_000))
    }
    let mean = offsets.reduce(0, +) / Double(offsets.count)
    let variance = offsets.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(offsets.count)
    #expect(abs(mean) < 600)
    #expect(abs(variance.squareRoot() / 50_000 - 1) < 0.01)
    #expect(offsets.allSatisfy { abs($0) <= 300_000 })
    let withinOne = Double(offsets.count { abs($0) < 50_000 }) / Double(offsets.count)
    #expect(abs(withinOne - 0.683) < 0.01)
  }

  @Test func `arrivals come at their rate, also where the gaps are a few microseconds`() {
    for rate in [10, 1000, 90_000] {
      var arrivals = PoissonArrivals(
        perSecond: rate, sharedBy: 1, after: .simulationStart, random: SeededRandom(seed: 8))
      for _ in 0..<100_000 { arrivals.advance() }
      let seconds = Double(arrivals.next - .simulationStart) / 1e6
      #expect(abs(100_000 / seconds / Double(rate) - 1) < 0.015, "rate \(rate)")
    }
  }

  @Test func `the stable hash is FNV-1a, finished`() {
    // FNV-1a-64 of "a" is AF63DC4C8601EC8C in the published test vectors.
    #expect(StableHash.of("a") == StableHash.finish(0xAF63_DC4C_8601_EC8C))
    #expect(StableHash.of("") == StableHash.finish(0xCBF2_9CE4_8422_2325))
  }
}
