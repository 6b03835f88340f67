import Crypto
import EventSourcing
import Ledger
import Testing
import VirtualTime

@Suite struct LeafTests {
  @Test func `a leaf's data is eight numbers, the id and the texts`() throws {
    let recorded = RecordedEvent(
      event: Event(
        aggregateID: try AggregateID("ab"), aggregateVersion: 0x0102,
        eventID: KSUID(
          timestamp: 0xA1A2_A3A4, payloadHigh: 0xB1B2_B3B4_B5B6_B7B8, payloadLow: 0xC1),
        eventVersion: 5, eventType: try EventType("T"), metadata: try Metadata("{}")),
      position: 0x0102_0304_0506_0708, committedAt: Instant(microseconds: -2), shard: 4)
    let wanted: [[UInt8]] = [
      [1, 2, 3, 4, 5, 6, 7, 8], [UInt8](repeating: 0xFF, count: 7) + [0xFE],
      [0, 0, 0, 0, 0, 0, 0, 4], [0, 0, 0, 0, 0, 0, 1, 2], [0, 0, 0, 0, 0, 0, 0, 5],
      [0, 0, 0, 0, 0, 0, 0, 2], [0, 0, 0, 0, 0, 0, 0, 1], [0, 0, 0, 0, 0, 0, 0, 2],
      [0xA1, 0xA2, 0xA3, 0xA4], [0xB1, 0xB2, 0xB3, 0xB4, 0xB5, 0xB6, 0xB7, 0xB8],
      [0, 0, 0, 0, 0, 0, 0, 0xC1], Array("ab".utf8), Array("T".utf8), Array("{}".utf8),
    ]
    #expect(recorded.leafData == wanted.flatMap { $0 })
    #expect(recorded.leafHash.bytes == Array(SHA256.hash(data: [0] + recorded.leafData)))
  }

  @Test func `each part of an event changes its leaf`() throws {
    let original = try RecordedEvent.sample(9)
    let changes: [(inout RecordedEvent) throws -> Void] = [
      { $0.position += 1 }, { $0.committedAt.microseconds += 1 }, { $0.shard += 1 },
      { $0.event.aggregateVersion += 1 }, { $0.event.eventVersion += 1 },
      { $0.event.eventID = $0.event.eventID.next },
      { $0.event.aggregateID = try AggregateID("account-2") },
      { $0.event.eventType = try EventType("MONEY_WITHDRAWN") },
      { $0.event.metadata = .empty },
      {
        // The same bytes, divided otherwise.
        $0.event.aggregateID = try AggregateID("account-1M")
        $0.event.eventType = try EventType("ONEY_DEPOSITED")
      },
    ]
    var hashes: Set = [original.leafHash]
    for change in changes {
      var changed = original
      try change(&changed)
      hashes.insert(changed.leafHash)
    }
    #expect(hashes.count == changes.count + 1)
  }
}
