import Ledger
import Testing
import VirtualTime

@Suite struct ConsistencyProofTests {
  private static let digests: [LedgerDigest] = {
    var tree = MerkleTree()
    return (0...71).map { place in
      defer { tree.append(MerkleTree.leafHash(of: [UInt8(place)])) }
      return tree.digest
    }
  }()

  private static func proof(_ oldSize: Int64, _ newSize: Int64) throws -> ConsistencyProof {
    var builder = ConsistencyProof.Builder(oldSize: oldSize, newSize: newSize)
    for place in 0..<newSize {
      #expect(builder.proof == nil)
      builder.append(MerkleTree.leafHash(of: [UInt8(place)]))
    }
    return try #require(builder.proof)
  }

  @Test func `the published proofs are made and accepted`() throws {
    func digest(_ size: Int64) throws -> LedgerDigest {
      LedgerDigest(size: size, root: try LedgerHash(PublishedTrees.roots[Int(size)]))
    }
    for published in PublishedTrees.consistencyProofs {
      var builder = ConsistencyProof.Builder(oldSize: published.first, newSize: published.size)
      for data in PublishedTrees.leaves { builder.append(MerkleTree.leafHash(of: data)) }
      let proof = try #require(builder.proof)
      #expect(proof.hashes.map(\.description) == published.hashes)
      #expect(proof.leads(from: try digest(published.first), to: try digest(published.size)))
    }
  }

  @Test(arguments: 0...70 as ClosedRange<Int64>)
  func `every proof is that of the definition and leads from the older tree to the newer`(
    newSize: Int64
  ) throws {
    let naive = NaiveTree(size: Int(newSize))
    let new = Self.digests[Int(newSize)]
    for oldSize in 0...newSize {
      let proof = try Self.proof(oldSize, newSize)
      let old = Self.digests[Int(oldSize)]
      if oldSize > 0 { #expect(proof.hashes.map(\.bytes) == naive.proof(Int(oldSize))) }
      #expect(proof.leads(from: old, to: new))
      for other in Self.digests {
        #expect(other == old || !proof.leads(from: other, to: new))
        #expect(other == new || !proof.leads(from: old, to: other))
      }
    }
  }

  @Test(arguments: 1...70 as ClosedRange<Int64>)
  func `a proof that was changed leads nowhere`(newSize: Int64) throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    let new = Self.digests[Int(newSize)]
    for oldSize in 1...newSize {
      let proof = try Self.proof(oldSize, newSize)
      let old = Self.digests[Int(oldSize)]
      var others = [proof.hashes + [new.root], [old.root] + proof.hashes]
      if !proof.hashes.isEmpty {
        others += [[], Array(proof.hashes.dropLast()), Array(proof.hashes.dropFirst())]
      }
      for level in proof.hashes.indices {
        var hashes = proof.hashes
        hashes[level] = hashes[level].flipping(bit: Int.random(in: 0..<256, using: &random))
        others.append(hashes)
      }
      for other in others where other != proof.hashes {
        let changed = ConsistencyProof(oldSize: oldSize, newSize: newSize, hashes: other)
        #expect(!changed.leads(from: old, to: new), "\(oldSize) to \(newSize), seed \(seed)")
      }
      let bit = Int.random(in: 0..<256, using: &random)
      let wrongOld = LedgerDigest(size: oldSize, root: old.root.flipping(bit: bit))
      let wrongNew = LedgerDigest(size: newSize, root: new.root.flipping(bit: bit))
      #expect(!proof.leads(from: wrongOld, to: new), "seed \(seed)")
      #expect(!proof.leads(from: old, to: wrongNew), "seed \(seed)")
    }
  }

  @Test(arguments: [(2, 3), (3, 4), (4, 7), (5, 8), (6, 11)] as [(Int64, Int64)])
  func `every bit of the proof counts`(oldSize: Int64, newSize: Int64) throws {
    let proof = try Self.proof(oldSize, newSize)
    for level in proof.hashes.indices {
      for bit in 0..<256 {
        var flipped = proof
        flipped.hashes[level] = proof.hashes[level].flipping(bit: bit)
        guard
          flipped.leads(from: Self.digests[Int(oldSize)], to: Self.digests[Int(newSize)])
        else { continue }
        Issue.record("bit \(bit) at level \(level)")
      }
    }
  }

  @Test func `a tree that did not grow, or from nothing, needs no hash and allows none`() {
    let (empty, five) = (Self.digests[0], Self.digests[5])
    func leads(_ old: LedgerDigest, _ new: LedgerDigest, _ hashes: [LedgerHash]) -> Bool {
      ConsistencyProof(oldSize: old.size, newSize: new.size, hashes: hashes)
        .leads(from: old, to: new)
    }
    #expect(leads(empty, five, []))
    #expect(leads(five, five, []))
    #expect(leads(empty, empty, []))
    #expect(!leads(empty, five, [five.root]))
    #expect(!leads(five, five, [five.root]))
    #expect(!leads(LedgerDigest(size: 0, root: five.root), five, []))
    #expect(!leads(five, LedgerDigest(size: 5, root: empty.root), []))
    #expect(!leads(five, empty, []))
    #expect(!leads(five, LedgerDigest(size: .max, root: five.root), [five.root]))
    #expect(!leads(LedgerDigest(size: -1, root: five.root), five, []))
  }
}
