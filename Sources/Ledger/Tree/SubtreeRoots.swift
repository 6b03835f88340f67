/// The roots of some subtrees that lie apart, found while the leaves pass by once in their order.
///
/// A proof is a list of such roots, and which subtrees they are the root of is known before: so a proof
/// of a tree of any size takes no more memory than one of its branches.
struct SubtreeRoots {
  /// The leaves of each subtree, and its root once they have passed, in the order asked for.
  private var subtrees: [(leaves: Range<Int64>, root: LedgerHash?)]
  /// Which subtrees have leaves that are still to come, the last ones first.
  private var waiting: [Int]
  private var tree = MerkleTree()
  /// The leaves that have passed.
  private(set) var size: Int64 = 0

  /// Waits for leaves.
  /// - Parameter subtrees: The leaves of each subtree that is wanted.
  init(of subtrees: [Range<Int64>]) {
    self.subtrees = subtrees.map { ($0, nil) }
    waiting = subtrees.indices.sorted {
      subtrees[$0].lowerBound > subtrees[$1].lowerBound
    }
  }

  /// Takes the next leaf.
  mutating func append(_ leaf: LedgerHash) {
    defer { size += 1 }
    guard let place = waiting.last, subtrees[place].leaves.contains(size) else { return }
    tree.append(leaf)
    guard size + 1 == subtrees[place].leaves.upperBound else { return }
    subtrees[place].root = tree.root
    tree = MerkleTree()
    waiting.removeLast()
  }

  /// The roots in the order asked for; nil before all their leaves have passed.
  var roots: [LedgerHash]? {
    waiting.isEmpty ? subtrees.compactMap(\.root) : nil
  }
}

extension Range<Int64> {
  /// Where the leaves of a subtree's left part end: it has the largest power of two below their number.
  var split: Int64 {
    let largest = Int64.bitWidth - 1 - (upperBound - lowerBound - 1).leadingZeroBitCount
    return lowerBound + 1 << Int64(largest)
  }
}
