import EventSourcing
import Ledger
import Testing
import VirtualTime

@Suite struct InclusionProofTests {
  @Test(arguments: 1...20 as ClosedRange<Int64>)
  func `every event of a history is proved by its line and the digest`(size: Int64) throws {
    let (events, digest) = try RecordedEvent.history(size)
    for position in 1...size {
      let proof = try InclusionProof.of(position, in: events)
      let read = try InclusionProof(line: proof.line)
      #expect(read == proof)
      #expect(read.digest == digest)
      try read.check(against: digest)
    }
  }

  @Test func `a proof's line is one object, the event's six keys first`() throws {
    let (events, _) = try RecordedEvent.history(2)
    let line = try InclusionProof.of(2, in: events).line
    #expect(
      String(decoding: line, as: UTF8.self) == #"{"event":{"aggregateId":"account-1","#
        + #""aggregateVersion":9,"eventId":"\#(events[1].event.eventID)","eventVersion":2,"#
        + #""eventType":"MONEY_DEPOSITED","#
        + #""metadata":{"amount":1250,"é":"😀","big":9007199254740993}},"position":2,"#
        + #""committedAt":1767225600000002,"shard":3,"treeSize":2,"leafIndex":1,"#
        + #""path":["\#(events[0].leafHash)"]}"#)
  }

  @Test func `texts that need escapes are proved as they are stored`() throws {
    let event = try RecordedEvent.sample(
      1, aggregate: "\u{0}\n\"\\\u{1B}\u{9B}\u{202E}é", type: "\u{7F}\t",
      metadata: #"{"\u0061":"\u001b\/","a":1.50e+3}"#)
    let proof = try InclusionProof.of(1, in: [event])
    let read = try InclusionProof(line: proof.line)
    #expect(read == proof)
    try read.check(against: try #require(proof.digest))
  }

  @Test(arguments: [(1, 1), (5, 7), (8, 8), (3, 13)] as [(Int64, Int64)])
  func `every bit of a proof's line counts`(position: Int64, size: Int64) throws {
    let (events, digest) = try RecordedEvent.history(size)
    let proof = try InclusionProof.of(position, in: events)
    var line = proof.line
    for bit in 0..<8 * line.count {
      line[bit / 8] ^= 1 << UInt8(bit % 8)
      defer { line[bit / 8] ^= 1 << UInt8(bit % 8) }
      guard let read = try? InclusionProof(line: line) else { continue }
      #expect(throws: ProofMismatch.self, "bit \(bit)") { try read.check(against: digest) }
    }
  }

  @Test func `every bit of the digest counts, and its size`() throws {
    let (events, digest) = try RecordedEvent.history(7)
    let proof = try InclusionProof.of(4, in: events)
    for bit in 0..<256 {
      let wrong = LedgerDigest(size: 7, root: digest.root.flipping(bit: bit))
      #expect(throws: ProofMismatch.root(found: digest.root, digest: wrong.root)) {
        try proof.check(against: wrong)
      }
    }
    for bit in 0..<64 {
      let wrong = LedgerDigest(size: 7 ^ (1 << Int64(bit)), root: digest.root)
      #expect(throws: ProofMismatch.size(proof: 7, digest: wrong.size)) {
        try proof.check(against: wrong)
      }
    }
  }

  @Test func `what does not fit is named`() throws {
    let (events, digest) = try RecordedEvent.history(7)
    var proof = try InclusionProof.of(4, in: events)
    proof.path.leafIndex = 4
    #expect(throws: ProofMismatch.place(position: 4, leafIndex: 4)) {
      try proof.check(against: digest)
    }
    proof.recorded.position = .min
    #expect(throws: ProofMismatch.place(position: .min, leafIndex: 4)) {
      try proof.check(against: digest)
    }
    proof = try InclusionProof.of(4, in: events)
    proof.path.hashes.removeLast()
    #expect(throws: ProofMismatch.path(hashes: 2)) { try proof.check(against: digest) }
    proof = try InclusionProof.of(4, in: events)
    proof.recorded.event.metadata = .empty
    let found = try #require(proof.digest).root
    #expect(throws: ProofMismatch.root(found: found, digest: digest.root)) {
      try proof.check(against: digest)
    }
    #expect(throws: ProofMismatch.size(proof: 7, digest: 0)) {
      try proof.check(against: MerkleTree().digest)
    }
  }

  @Test func `an event moved to another place of the same history is not proved there`() throws {
    let (events, digest) = try RecordedEvent.history(8)
    for position in 1...8 as ClosedRange<Int64> {
      for other in 1...8 as ClosedRange<Int64> where other != position {
        var proof = try InclusionProof.of(position, in: events)
        proof.path = try InclusionProof.of(other, in: events).path
        proof.recorded.position = other
        #expect(throws: ProofMismatch.self) { try proof.check(against: digest) }
      }
    }
  }
}
