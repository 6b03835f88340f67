/// The hashes which show that a tree is an older one with leaves appended: nothing of the older one has
/// changed.
///
/// It is made and checked as RFC 9162, section 2.1.4 has it.
public struct ConsistencyProof: Hashable, Sendable {
  /// The older tree's number of leaves.
  public var oldSize: Int64
  /// The tree's number of leaves.
  public var newSize: Int64
  /// The roots of the subtrees that both trees are made of, from the border between them up.
  public var hashes: [LedgerHash]

  /// Creates a proof from its parts, whatever they show.
  public init(oldSize: Int64, newSize: Int64, hashes: [LedgerHash]) {
    self.oldSize = oldSize
    self.newSize = newSize
    self.hashes = hashes
  }

  /// Whether the proof shows that the one tree grew into the other.
  ///
  /// Without leaves, or with as many as before, nothing is left to show: the hashes must be none.
  /// - Parameters:
  ///   - old: The older tree's digest.
  ///   - new: The digest of the tree that is said to have grown from it.
  /// - Returns: Whether it did.
  public func leads(from old: LedgerDigest, to new: LedgerDigest) -> Bool {
    guard old.size == oldSize, new.size == newSize, 0 <= oldSize, oldSize <= newSize else {
      return false
    }
    if oldSize == newSize { return hashes.isEmpty && old.root == new.root }
    if oldSize == 0 { return hashes.isEmpty && old.root == MerkleTree.emptyRoot }
    return rebuilds(old.root, new.root)
  }

  /// Builds both roots from the hashes.
  private func rebuilds(_ oldRoot: LedgerHash, _ newRoot: LedgerHash) -> Bool {
    // An old tree that is complete is one of the subtrees, and its root is not said twice.
    let subtrees = oldSize & (oldSize - 1) == 0 ? [oldRoot] + hashes : hashes
    guard let first = subtrees.first, !hashes.isEmpty else { return false }
    // The places of the old tree's last node and of the new tree's on their level.
    var (node, last) = (oldSize - 1, newSize - 1)
    while node & 1 == 1 { (node, last) = (node >> 1, last >> 1) }
    var (old, new) = (first, first)
    for hash in subtrees.dropFirst() {
      guard last > 0 else { return false }
      if node & 1 == 1 || node == last {
        old = MerkleTree.nodeHash(hash, old)
        new = MerkleTree.nodeHash(hash, new)
        while node & 1 == 0, node > 0 { (node, last) = (node >> 1, last >> 1) }
      } else {
        new = MerkleTree.nodeHash(new, hash)
      }
      (node, last) = (node >> 1, last >> 1)
    }
    return last == 0 && old == oldRoot && new == newRoot
  }
}
