import EventSourcing
import Ledger
import Testing
import VirtualTime

@testable import Architectures

@Suite struct JournalTests {
  private func ledger(events: Int64) -> QuantumLedger {
    var ledger = QuantumLedger(seed: 1, start: .simulationStart, keepsJournal: true)
    var random = SeededRandom(seed: 2)
    for position in 1...events {
      let now = Instant.simulationStart.advanced(byMicroseconds: position * 2_000)
      ledger.committed(
        StreamWrite(
          position: position, eventID: KSUID(clamping: now, using: &random),
          aggregateHash: random.next(), bytes: 400, committedAt: now),
        of: 1, at: now)
      ledger.release(1, at: now)
    }
    return ledger
  }

  @Test func `a journal that nobody touched verifies`() {
    let ledger = ledger(events: 50)
    #expect(ledger.journal?.blocks.count == 50)
    #expect(ledger.violations == [])
  }

  @Test func `an attempt that does not commit is no block`() {
    var ledger = ledger(events: 3)
    ledger.release(1, at: .simulationStart)
    #expect(ledger.blocks == 3 && ledger.violations == [])
  }

  /// Sound in itself, link by link, and yet not the stream's.
  @Test func `a journal of other entries than the stream's is found`() throws {
    let sound = ledger(events: 5)
    let leaves = try #require(sound.journal).blocks.map(\.entriesHash)
    let journals: [[LedgerHash]] = [
      [leaves[0], leaves[2], leaves[1], leaves[3], leaves[4]],
      [leaves[0], leaves[1], leaves[2], leaves[3], leaves[3]],
      Array(leaves[..<4]), leaves + [leaves[0]],
    ]
    for entries in journals {
      var ledger = sound
      ledger.journal = JournalChain()
      for leaf in entries { ledger.journal?.append([leaf]) }
      #expect(ledger.journal?.firstBrokenBlock() == nil)
      #expect(ledger.violations.count == 1)
    }
  }

  @Test func `a changed block is found, whichever it is, and named`() throws {
    let blocks = try #require(ledger(events: 20).journal).blocks
    for place in blocks.indices {
      var changed = blocks
      changed[place].entriesHash = MerkleTree.leafHash(of: [UInt8(place)])
      let broken = try #require(JournalChain(stored: changed).firstBrokenBlock())
      #expect(broken.sequenceNumber == Int64(place))
      #expect("\(broken)".contains("block \(place)"))
    }
  }
}
