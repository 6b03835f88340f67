extension ConsistencyProof {
  /// Finds a proof while all leaves of the newer tree pass by once, in their order.
  ///
  /// It keeps some sixty hashes, however large the tree is.
  public struct Builder: Sendable {
    private let oldSize: Int64
    private let newSize: Int64
    private var roots: SubtreeRoots

    /// Waits for the leaves of a tree.
    /// - Parameters:
    ///   - oldSize: The older tree's number of leaves, from 0.
    ///   - newSize: The newer tree's, not less.
    public init(oldSize: Int64, newSize: Int64) {
      precondition(0 <= oldSize && oldSize <= newSize, "\(oldSize) leaves of \(newSize)")
      self.oldSize = oldSize
      self.newSize = newSize
      roots = SubtreeRoots(of: oldSize == 0 ? [] : Self.common(oldSize, newSize))
    }

    /// Takes the next leaf's hash; those after the last of the tree change nothing.
    public mutating func append(_ leaf: LedgerHash) {
      roots.append(leaf)
    }

    /// The proof; nil before all leaves have passed.
    public var proof: ConsistencyProof? {
      guard roots.size >= newSize else { return nil }
      return roots.roots.map {
        ConsistencyProof(oldSize: oldSize, newSize: newSize, hashes: $0)
      }
    }

    /// The leaves of the subtrees that are in the proof, from the border up.
    private static func common(_ oldSize: Int64, _ newSize: Int64) -> [Range<Int64>] {
      var subtrees: [Range<Int64>] = []
      var tree = 0..<newSize
      while tree.upperBound != oldSize {
        let (left, right) = (tree.lowerBound..<tree.split, tree.split..<tree.upperBound)
        subtrees.append(oldSize <= tree.split ? right : left)
        tree = oldSize <= tree.split ? left : right
      }
      // The whole old tree is what the verifier has already.
      if tree.lowerBound > 0 { subtrees.append(tree) }
      return subtrees.reversed()
    }
  }
}
