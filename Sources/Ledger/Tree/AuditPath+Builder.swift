extension AuditPath {
  /// Finds a path while all leaves of the tree pass by once, in their order.
  ///
  /// It keeps some sixty hashes, however large the tree is.
  public struct Builder: Sendable {
    private let leafIndex: Int64
    private let treeSize: Int64
    private var roots: SubtreeRoots

    /// Waits for the leaves of a tree.
    /// - Parameters:
    ///   - leafIndex: The place of the path's leaf, from 0.
    ///   - treeSize: The number of leaves, more than `leafIndex`.
    public init(leafIndex: Int64, treeSize: Int64) {
      precondition(0 <= leafIndex && leafIndex < treeSize, "leaf \(leafIndex) of \(treeSize)")
      self.leafIndex = leafIndex
      self.treeSize = treeSize
      roots = SubtreeRoots(of: Self.neighbours(of: leafIndex, in: treeSize))
    }

    /// Takes the next leaf's hash; those after the last of the tree change nothing.
    public mutating func append(_ leaf: LedgerHash) {
      roots.append(leaf)
    }

    /// The path; nil before all leaves have passed.
    public var path: AuditPath? {
      guard roots.size >= treeSize else { return nil }
      return roots.roots.map {
        AuditPath(leafIndex: leafIndex, treeSize: treeSize, hashes: $0)
      }
    }

    /// The leaves of the neighbour at each level, from the leaf up.
    private static func neighbours(of leafIndex: Int64, in treeSize: Int64) -> [Range<Int64>] {
      var neighbours: [Range<Int64>] = []
      var tree = 0..<treeSize
      while tree.count > 1 {
        let (left, right) = (tree.lowerBound..<tree.split, tree.split..<tree.upperBound)
        neighbours.append(left.contains(leafIndex) ? right : left)
        tree = left.contains(leafIndex) ? left : right
      }
      return neighbours.reversed()
    }
  }
}
