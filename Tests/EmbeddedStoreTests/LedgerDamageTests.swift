import Crypto
import EmbeddedStore
import EventSourcing
import Foundation
import GRDB
import Ledger
import Testing
import VirtualTime

/// Digests of stores that somebody has changed.
@Suite(.serialized) struct LedgerDamageTests {
  /// Makes a store of 100 events, and says what its digest was.
  private func store(in fixture: StoreFixture) async throws -> ([RecordedEvent], LedgerDigest) {
    let store = try SQLiteEventStore.open(fixture.path())
    let events = try await store.fill(100, shards: 2)
    return (events, try store.ledgerDigest())
  }

  private func reopened(_ fixture: StoreFixture) throws -> SQLiteEventStore {
    try SQLiteEventStore.open(fixture.path(), options: StoreOptions(access: .read))
  }

  @Test(arguments: [
    "UPDATE event SET aggregate_id = CAST('b1' AS BLOB) WHERE position = 77",
    "UPDATE event SET aggregate_version = aggregate_version + 100 WHERE position = 77",
    "UPDATE event SET event_id = zeroblob(20) WHERE position = 77",
    "UPDATE event SET event_version = 2 WHERE position = 77",
    "UPDATE event SET event_type = CAST('S' AS BLOB) WHERE position = 77",
    "UPDATE event SET metadata = CAST('{\"n\":77}' AS BLOB) WHERE position = 77",
    "UPDATE event SET committed_at = committed_at + 1 WHERE position = 77",
    "UPDATE event SET shard = 3 - shard WHERE position = 77",
    "UPDATE event SET hash = zeroblob(32) WHERE position = 77",
    "UPDATE event SET chain = zeroblob(32) WHERE position = 77",
    "UPDATE event SET chain = x'' WHERE position = 77",
    "UPDATE event SET position = 101 WHERE position = 77",
    "UPDATE event SET position = -5 WHERE position = 77; UPDATE event SET position = 77 "
      + "WHERE position = 78; DELETE FROM event WHERE position = -5",
    "DELETE FROM event WHERE position = 77",
  ])
  func `a change in any column is found, and its position named`(sql: String) async throws {
    let fixture = try StoreFixture()
    let (events, _) = try await store(in: fixture)
    try fixture.run(sql)
    let damaged = try reopened(fixture)
    for read in [
      { _ = try damaged.ledgerDigest() },
      { _ = try damaged.inclusionProof(of: events[9].event.eventID) },
      { _ = try damaged.ledgerDigest(size: 77) },
    ] {
      let error = #expect(throws: EventStoreError.self) { try read() }
      guard case .damaged(let words) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(words.contains("position 77"), "\(words)")
    }
    #expect(try damaged.ledgerDigest(size: 76).size == 76)
  }

  @Test(arguments: [0, -1, .min] as [Int64])
  func `a position that no event can have is damage`(position: Int64) async throws {
    let fixture = try StoreFixture()
    let (events, _) = try await store(in: fixture)
    try fixture.run("UPDATE event SET position = \(position) WHERE position = 77")
    let damaged = try reopened(fixture)
    for read in [
      { _ = try damaged.ledgerDigest() },
      { _ = try damaged.inclusionProof(of: events[76].event.eventID) },
    ] {
      let error = #expect(throws: EventStoreError.self) { try read() }
      #expect(error?.isDamage == true)
    }
    try fixture.run("DELETE FROM event WHERE position > 0")
    #expect(throws: EventStoreError.self) { try reopened(fixture).ledgerDigest() }
  }

  @Test func `a history rewritten with all its hashes passes an audit, and not the digest`()
    async throws
  {
    let fixture = try StoreFixture()
    var (events, digest) = try await store(in: fixture)
    let proof = try reopened(fixture).inclusionProof(of: events[49].event.eventID)
    events[49].event.metadata = try Metadata(#"{"n":1000000}"#)
    try rewrite(events, in: fixture)
    let forged = try reopened(fixture)
    #expect(try forged.verify().allSatisfy { $0.problem == nil })
    let found = try forged.ledgerDigest()
    #expect(found.size == digest.size)
    #expect(found.root != digest.root)
    try proof.check(against: digest)
    let other = try forged.inclusionProof(of: events[49].event.eventID)
    #expect(throws: ProofMismatch.root(found: found.root, digest: digest.root)) {
      try other.check(against: digest)
    }
    #expect(try forged.ledgerDigest(size: 49).size == 49)
  }

  @Test func `an event rewritten with its own hash alone breaks the chain there`() async throws {
    let fixture = try StoreFixture()
    var (events, _) = try await store(in: fixture)
    events[49].event.metadata = try Metadata(#"{"n":1000000}"#)
    try rewrite(events, in: fixture, chained: false)
    #expect(throws: EventStoreError.damaged("the chain breaks at position 50")) {
      try reopened(fixture).ledgerDigest()
    }
  }

  /// Writes events over those stored, with hashes that fit, as whoever keeps the file can.
  private func rewrite(
    _ events: [RecordedEvent], in fixture: StoreFixture, chained: Bool = true
  ) throws {
    let forger = try DatabaseQueue(path: fixture.path())
    var chain = Data(repeating: 0, count: 32)
    try forger.write { database in
      for recorded in events {
        let hash = Data(SHA256.hash(data: recorded.leafData))
        chain = Data(SHA256.hash(data: chain + hash))
        try database.execute(
          sql: "UPDATE event SET metadata = ?, hash = ? WHERE position = ?",
          arguments: [Data(recorded.event.metadata.bytes), hash, recorded.position])
        guard chained else { continue }
        try database.execute(
          sql: "UPDATE event SET chain = ? WHERE position = ?",
          arguments: [chain, recorded.position])
      }
    }
    try forger.close()
  }

  @Test(arguments: 1...30)
  func `a digest is what it was or none, whatever bytes have changed`(round: Int) async throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    let fixture = try StoreFixture()
    let (events, _) = try await store(in: fixture)
    let digests = events.reduce(into: [MerkleTree()]) { trees, recorded in
      var tree = trees[trees.count - 1]
      tree.append(recorded.leafHash)
      trees.append(tree)
    }.map(\.digest)
    let size = try fixture.contents()["store.db"]?.count ?? 0
    for _ in 0..<1 << (round % 6) {
      let offset = Int.random(in: 100..<size, using: &random)
      try fixture.overwrite(
        at: offset, with: Data([UInt8.random(in: 0...255, using: &random)]))
    }
    guard let changed = try? reopened(fixture) else { return }
    do {
      let digest = try changed.ledgerDigest()
      #expect(digests.contains(digest), "seed \(seed)")
    } catch let error as EventStoreError {
      #expect(error.isDamage, "\(error), seed \(seed)")
    }
    let wanted = events[Int.random(in: events.indices, using: &random)]
    do {
      let proof = try changed.inclusionProof(of: wanted.event.eventID)
      #expect(proof.recorded == wanted, "seed \(seed)")
      #expect(digests.contains { $0 == proof.digest }, "seed \(seed)")
    } catch let error as EventStoreError {
      #expect(error.isDamage, "\(error), seed \(seed)")
    } catch is LedgerRefusal {
      // The index of ids lost it, or the store's end.
    }
  }
}
