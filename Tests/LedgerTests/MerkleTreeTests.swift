import Ledger
import Testing

@Suite struct MerkleTreeTests {
  @Test func `the published leaves have the published hashes and roots`() {
    #expect(MerkleTree.emptyRoot.description == PublishedTrees.roots[0])
    var tree = MerkleTree()
    #expect(tree.root == MerkleTree.emptyRoot)
    for (place, data) in PublishedTrees.leaves.enumerated() {
      let leaf = MerkleTree.leafHash(of: data)
      #expect(leaf.description == PublishedTrees.leafHashes[place])
      tree.append(leaf)
      #expect(tree.size == Int64(place + 1))
      #expect(tree.root.description == PublishedTrees.roots[place + 1])
    }
  }

  @Test func `a tree grown leaf by leaf has the root of the definition`() {
    var tree = MerkleTree()
    for size in 0...130 {
      let naive = NaiveTree(size: size)
      #expect(tree.root.bytes == naive.root, "size \(size)")
      #expect(tree.digest == LedgerDigest(size: Int64(size), root: tree.root))
      tree.append(MerkleTree.leafHash(of: [UInt8(size)]))
    }
  }

  @Test func `a leaf that looks like a node is not that node`() {
    let (left, right) = (MerkleTree.leafHash(of: [1]), MerkleTree.leafHash(of: [2]))
    let node = MerkleTree.nodeHash(left, right)
    #expect(MerkleTree.leafHash(of: left.bytes + right.bytes) != node)
    #expect(MerkleTree.leafHash(of: [1] + left.bytes + right.bytes) != node)
  }
}
