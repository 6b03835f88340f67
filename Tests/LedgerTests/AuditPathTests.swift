import Ledger
import Testing
import VirtualTime

@Suite struct AuditPathTests {
  private static func leaf(_ place: Int64) -> LedgerHash {
    MerkleTree.leafHash(of: [UInt8(place)])
  }

  private static func path(to leafIndex: Int64, in size: Int64) throws -> AuditPath {
    var builder = AuditPath.Builder(leafIndex: leafIndex, treeSize: size)
    for place in 0..<size {
      #expect(builder.path == nil)
      builder.append(leaf(place))
    }
    return try #require(builder.path)
  }

  private static func root(_ size: Int64) -> LedgerHash {
    var tree = MerkleTree()
    for place in 0..<size { tree.append(leaf(place)) }
    return tree.root
  }

  @Test func `the published proofs are made and accepted`() throws {
    for proof in PublishedTrees.inclusionProofs {
      var builder = AuditPath.Builder(leafIndex: proof.first, treeSize: proof.size)
      for data in PublishedTrees.leaves { builder.append(MerkleTree.leafHash(of: data)) }
      let path = try #require(builder.path)
      #expect(path.hashes.map(\.description) == proof.hashes)
      let leaf = MerkleTree.leafHash(of: PublishedTrees.leaves[Int(proof.first)])
      #expect(path.root(from: leaf)?.description == PublishedTrees.roots[Int(proof.size)])
    }
  }

  @Test(arguments: 1...70 as ClosedRange<Int64>)
  func `every path is that of the definition, leads to the root, and from no other leaf`(
    size: Int64
  ) throws {
    let naive = NaiveTree(size: Int(size))
    let root = Self.root(size)
    for leafIndex in 0..<size {
      let path = try Self.path(to: leafIndex, in: size)
      #expect(path.hashes.map(\.bytes) == naive.path(Int(leafIndex)))
      #expect(path.root(from: Self.leaf(leafIndex)) == root)
      for other in -1...2 * size where other != leafIndex {
        var moved = path
        moved.leafIndex = other
        guard moved.root(from: Self.leaf(leafIndex)) == root else { continue }
        Issue.record("the path to leaf \(leafIndex) of \(size) is taken for one to \(other)")
      }
    }
  }

  @Test(arguments: 1...70 as ClosedRange<Int64>)
  func `a path cut off, made longer or with two hashes changed over leads elsewhere`(
    size: Int64
  ) throws {
    let root = Self.root(size)
    for leafIndex in 0..<size {
      let path = try Self.path(to: leafIndex, in: size)
      let hashes = path.hashes
      var others = [hashes + [root], [root] + hashes, hashes + hashes.suffix(1) + [root]]
      if !hashes.isEmpty { others += [Array(hashes.dropLast()), Array(hashes.dropFirst())] }
      if hashes.count > 1 { others.append(hashes.reversed()) }
      for other in others {
        var changed = path
        changed.hashes = other
        #expect(changed.root(from: Self.leaf(leafIndex)) != root)
      }
    }
  }

  @Test(arguments: [1, 2, 3, 6, 7, 8, 11] as [Int64])
  func `every bit of the leaf and of the path counts`(size: Int64) throws {
    let root = Self.root(size)
    for leafIndex in 0..<size {
      let path = try Self.path(to: leafIndex, in: size)
      let leaf = Self.leaf(leafIndex)
      for bit in 0..<256 {
        if path.root(from: leaf.flipping(bit: bit)) == root {
          Issue.record("bit \(bit) of leaf \(leafIndex) of \(size)")
        }
        for level in path.hashes.indices {
          var flipped = path
          flipped.hashes[level] = path.hashes[level].flipping(bit: bit)
          guard flipped.root(from: leaf) == root else { continue }
          Issue.record("bit \(bit) at level \(level) of leaf \(leafIndex) of \(size)")
        }
      }
    }
  }

  @Test func `paths of large trees lead to the root, and with a bit flipped elsewhere`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    for _ in 0..<20 {
      let size = Int64.random(in: 71...5_000, using: &random)
      let leafIndex = Int64.random(in: 0..<size, using: &random)
      var tree = MerkleTree()
      var builder = AuditPath.Builder(leafIndex: leafIndex, treeSize: size)
      for place in 0..<size {
        let leaf = MerkleTree.leafHash(of: Array("\(place)".utf8))
        tree.append(leaf)
        builder.append(leaf)
      }
      var path = try #require(builder.path)
      let leaf = MerkleTree.leafHash(of: Array("\(leafIndex)".utf8))
      #expect(path.root(from: leaf) == tree.root, "seed \(seed)")
      let level = Int.random(in: path.hashes.indices, using: &random)
      let bit = Int.random(in: 0..<256, using: &random)
      path.hashes[level] = path.hashes[level].flipping(bit: bit)
      #expect(path.root(from: leaf) != tree.root, "seed \(seed)")
    }
  }

  @Test func `numbers at their limits lead nowhere, and end`() {
    let leaf = Self.leaf(0)
    let many = [LedgerHash](repeating: leaf, count: 63)
    for (leafIndex, size) in [
      (0, 0), (-1, 5), (.min, .max), (.max, .max), (5, 5), (0, .min), (1, -1),
    ] as [(Int64, Int64)] {
      for hashes in [[], many] {
        let path = AuditPath(leafIndex: leafIndex, treeSize: size, hashes: hashes)
        #expect(path.root(from: leaf) == nil)
      }
    }
    let last = AuditPath(leafIndex: .max - 1, treeSize: .max, hashes: many)
    #expect(last.root(from: leaf) == nil)
    #expect(AuditPath(leafIndex: 0, treeSize: .max, hashes: many).root(from: leaf) != nil)
  }
}
