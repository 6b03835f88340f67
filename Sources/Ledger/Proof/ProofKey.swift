/// The keys of a proof's line, in the order in which they are written.
enum ProofKey: String, CaseIterable {
  /// The event: the object that its own line is.
  case event
  /// The place in the order of commits, from 1.
  case position
  /// When it was committed, in microseconds since 1970.
  case committedAt
  /// The index shard, 0 where there are none.
  case shard
  /// The number of events in the history.
  case treeSize
  /// The place in the tree, from 0.
  case leafIndex
  /// The hashes that lead to the root, the leaf's neighbour first.
  case path
}
