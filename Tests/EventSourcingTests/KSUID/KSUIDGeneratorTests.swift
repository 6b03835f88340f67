import EventSourcing
import Testing
import VirtualTime

@Suite struct KSUIDGeneratorTests {
  @Test func `a sequence counts 65,536 ids in the last two bytes, then ends`() {
    let seed = KSUID(timestamp: 5, payloadHigh: 6, payloadLow: 0xABCD_EF01_2345_6789)
    let ids = Array(KSUIDSequence(seed: seed))
    #expect(ids.count == 65_536)
    #expect(ids.first?.payloadLow == 0xABCD_EF01_2345_0000)
    #expect(ids.last?.payloadLow == 0xABCD_EF01_2345_FFFF)
    #expect(zip(ids, ids.dropFirst()).allSatisfy { $0.next == $1 })
  }

  @Test func `ascending ids of one second stay in order past the end of a sequence`() {
    var generator = KSUIDGenerator(order: .ascending, random: SeededRandom(seed: 3)) {
      .simulationStart
    }
    let ids = (0..<140_000).map { _ in generator.next() }
    #expect(zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 })
    #expect(ids.allSatisfy { $0.time == .simulationStart })
  }

  @Test func `clock and chance come from outside`() {
    var generator = KSUIDGenerator(random: SeededRandom(seed: 3)) { .simulationStart }
    var again = KSUIDGenerator(random: SeededRandom(seed: 3)) { .simulationStart }
    let ids = (0..<100).map { _ in generator.next() }
    #expect(ids == (0..<100).map { _ in again.next() })
    #expect(Set(ids).count == 100)
    #expect(ids != ids.sorted())
  }

  @Test func `without a source of chance the system's is taken`() {
    var generator = KSUIDGenerator { .simulationStart }
    #expect(generator.next() != generator.next())
  }
}
