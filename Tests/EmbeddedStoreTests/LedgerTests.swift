import EmbeddedStore
import EventSourcing
import Ledger
import Testing

/// Digests and proofs of a store that is whole.
@Suite(.serialized) struct LedgerTests {
  /// The digest of the first events, reckoned from what the store's pages give.
  private func digest(of events: some Sequence<RecordedEvent>) -> LedgerDigest {
    var tree = MerkleTree()
    for recorded in events { tree.append(recorded.leafHash) }
    return tree.digest
  }

  @Test func `a digest is over all events in the order of commits, whoever opens the store`()
    async throws
  {
    let fixture = try StoreFixture()
    var words: Set<LedgerDigest> = []
    do {
      let store = try SQLiteEventStore.open(fixture.path())
      #expect(try store.ledgerDigest() == MerkleTree().digest)
      for shards in 1...3 { _ = try await store.fill(30, shards: shards) }
      let page = try store.page(afterPosition: 0, limit: 100)
      #expect(try store.ledgerDigest() == digest(of: page))
      words.insert(digest(of: page))
      try store.openStream(.eventID, .inStore)
        .apply(page.map { streamEntry($0) }, horizon: .max)
      words.insert(try store.ledgerDigest())
    }
    for access in [StoreOptions.Access.read, .write, .create] {
      let store = try SQLiteEventStore.open(
        fixture.path(), options: StoreOptions(access: access))
      words.insert(try store.ledgerDigest())
    }
    #expect(words.count == 1)
    #expect(words.first?.size == 90)
  }

  @Test func `an older digest is that of the store's beginning, and progress is told`()
    async throws
  {
    let store = try SQLiteEventStore.temporary()
    var older: [LedgerDigest] = []
    for _ in 0..<10 {
      older.append(try store.ledgerDigest())
      _ = try await store.fill(1_000, shards: 1)
    }
    for digest in older { #expect(try store.ledgerDigest(size: digest.size) == digest) }
    var told: [Int64] = []
    _ = try store.ledgerDigest { done, total in
      #expect(total == 10_000)
      told.append(done)
    }
    #expect(told == [4096, 8192])
  }

  @Test func `every event is proved against the digest, also against an older one`() async throws {
    let store = try SQLiteEventStore.temporary()
    let events = try await store.fill(37, shards: 4)
    for size in [1, 2, 16, 23, 37] as [Int64] {
      let digest = try store.ledgerDigest(size: size)
      for recorded in events.prefix(Int(size)) {
        let proof = try store.inclusionProof(of: recorded.event.eventID, size: size)
        #expect(proof.recorded == recorded)
        try proof.check(against: digest)
      }
    }
    let proof = try store.inclusionProof(of: events[5].event.eventID)
    #expect(try proof.digest == store.ledgerDigest())
  }

  @Test func `what cannot be given is refused, and nothing else is wrong`() async throws {
    let store = try SQLiteEventStore.temporary()
    let events = try await store.fill(5, shards: 1)
    let unknown = KSUID.max
    #expect(throws: LedgerRefusal.noSuchEvent(unknown)) { try store.inclusionProof(of: unknown) }
    #expect(throws: LedgerRefusal.eventBehind(size: 3, position: 4)) {
      try store.inclusionProof(of: events[3].event.eventID, size: 3)
    }
    for size in [6, -1, .max, .min] as [Int64] {
      #expect(throws: LedgerRefusal.sizeBeyondEnd(size: size, end: 5)) {
        try store.ledgerDigest(size: size)
      }
      #expect(throws: LedgerRefusal.sizeBeyondEnd(size: size, end: 5)) {
        try store.inclusionProof(of: events[0].event.eventID, size: size)
      }
    }
    store.close()
    #expect(throws: EventStoreError.inputOutput("the store was closed")) {
      try store.ledgerDigest()
    }
  }

  @Test func `a proof is of one state of the store, whatever is appended meanwhile`() async throws {
    let fixture = try StoreFixture()
    let store = try SQLiteEventStore.open(fixture.path())
    let first = try await store.fill(500, shards: 1)
    async let appended: Void = {
      let other = try SQLiteEventStore.open(fixture.path())
      for _ in 0..<40 { _ = try await other.fill(20, shards: 1) }
    }()
    var proofs: [InclusionProof] = []
    while try store.lastPosition() < 1_300 {
      proofs.append(try store.inclusionProof(of: first[proofs.count % 500].event.eventID))
      await Task.yield()  // where there is one thread, it is the writer's too
    }
    try await appended
    for proof in proofs {
      try proof.check(against: store.ledgerDigest(size: proof.path.treeSize))
    }
  }
}
