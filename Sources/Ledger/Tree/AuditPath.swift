/// The hashes that lead from a leaf to the root of its tree: that of the neighbour at each level.
///
/// It is made and checked as RFC 9162, section 2.1.3 has it.
public struct AuditPath: Hashable, Sendable {
  /// The leaf's place, from 0.
  public var leafIndex: Int64
  /// The number of leaves in the tree.
  public var treeSize: Int64
  /// The neighbours, the leaf's own first.
  public var hashes: [LedgerHash]

  /// Creates a path from its parts, whatever they lead to.
  public init(leafIndex: Int64, treeSize: Int64, hashes: [LedgerHash]) {
    self.leafIndex = leafIndex
    self.treeSize = treeSize
    self.hashes = hashes
  }

  /// The root that the path leads to.
  ///
  /// A root says nothing of its tree's size, and small trees of different sizes have leaves with one
  /// path: whoever trusts a root must know the size with it, as a ``LedgerDigest`` does.
  /// - Parameter leaf: The leaf's hash.
  /// - Returns: The root; nil if the tree has no such leaf, or the path too few hashes or too many.
  public func root(from leaf: LedgerHash) -> LedgerHash? {
    guard 0 <= leafIndex, leafIndex < treeSize else { return nil }
    // The places of the node and of the last node on its level.
    var (node, last) = (leafIndex, treeSize - 1)
    var root = leaf
    for hash in hashes {
      guard last > 0 else { return nil }
      if node & 1 == 1 || node == last {
        root = MerkleTree.nodeHash(hash, root)
        // The last node of a level without a neighbour goes up as it is.
        while node & 1 == 0, node > 0 { (node, last) = (node >> 1, last >> 1) }
      } else {
        root = MerkleTree.nodeHash(root, hash)
      }
      (node, last) = (node >> 1, last >> 1)
    }
    return last == 0 ? root : nil
  }
}
