import EventSourcing
import Ledger
import Testing
import VirtualTime

extension RecordedEvent {
  /// An event at a position, whose parts all differ from the next one's.
  static func sample(
    _ position: Int64, aggregate: String = "account-1", type: String = "MONEY_DEPOSITED",
    metadata: String = #"{"amount":1250,"é":"😀","big":9007199254740993}"#, shard: Int = 3
  ) throws -> RecordedEvent {
    RecordedEvent(
      event: Event(
        aggregateID: try AggregateID(aggregate), aggregateVersion: position + 7,
        eventID: KSUID(timestamp: 1, payloadHigh: 2, payloadLow: UInt64(position)),
        eventVersion: 2, eventType: try EventType(type), metadata: try Metadata(metadata)),
      position: position,
      committedAt: Instant(microseconds: 1_767_225_600_000_000 + position), shard: shard)
  }

  /// A history of samples, and its digest.
  static func history(_ size: Int64) throws -> ([RecordedEvent], LedgerDigest) {
    let events = try (1...size).map { try sample($0) }
    var tree = MerkleTree()
    for event in events { tree.append(event.leafHash) }
    return (events, tree.digest)
  }
}

extension InclusionProof {
  /// The proof of one of a history's events.
  static func of(_ position: Int64, in events: [RecordedEvent]) throws -> InclusionProof {
    var builder = AuditPath.Builder(leafIndex: position - 1, treeSize: Int64(events.count))
    for event in events { builder.append(event.leafHash) }
    return InclusionProof(
      recorded: events[Int(position - 1)], path: try #require(builder.path))
  }

  /// The proof's line, without its end.
  var line: [UInt8] {
    var bytes: [UInt8] = []
    EventLineWriter().append(self, to: &bytes)
    return bytes.dropLast()
  }
}
