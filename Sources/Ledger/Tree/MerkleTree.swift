/// A growing Merkle tree, of which only the complete subtrees' roots are kept.
///
/// It is the tree of RFC 9162, section 2.1 (<https://www.rfc-editor.org/rfc/rfc9162#section-2.1>): a
/// tree of n leaves has the largest power of two below n of them in its left part, and the rest in its
/// right one. A leaf appended costs one node on the average, and the memory is a hash for each bit of
/// the size.
public struct MerkleTree: Hashable, Sendable {
  /// The number of leaves.
  public private(set) var size: Int64 = 0
  /// The roots of complete subtrees, the largest and leftmost first: one for each bit set in the size.
  private var subtrees: [LedgerHash] = []

  /// Creates the tree without leaves.
  public init() {}

  /// Appends a leaf.
  /// - Parameter leaf: The leaf's hash, such as `RecordedEvent.leafHash` or ``leafHash(of:)``.
  public mutating func append(_ leaf: LedgerHash) {
    var node = leaf
    // Two subtrees of one size are one of twice the size: a carry, as in counting.
    var carries = size
    while carries & 1 == 1 {
      node = Self.nodeHash(subtrees.removeLast(), node)
      carries >>= 1
    }
    subtrees.append(node)
    size += 1
  }

  /// The hash at the top; that of nothing for a tree without leaves.
  public var root: LedgerHash {
    guard var root = subtrees.last else { return Self.emptyRoot }
    for subtree in subtrees.dropLast().reversed() { root = Self.nodeHash(subtree, root) }
    return root
  }

  /// The size and the root.
  public var digest: LedgerDigest { LedgerDigest(size: size, root: root) }
}
