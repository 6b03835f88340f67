/// A journal: blocks, each of which holds the hash of the one before.
///
/// It keeps the blocks and not their entries, which lie wherever they are stored.
public struct JournalChain: Hashable, Sendable {
  /// What stands for the block before the first one: 32 bytes of zero.
  public static let beginning = LedgerHash()

  /// The blocks in their order.
  public private(set) var blocks: [JournalBlock] = []

  /// Creates a journal without blocks.
  public init() {}

  /// Takes blocks that were stored, whether they fit or not.
  public init(stored blocks: [JournalBlock]) {
    self.blocks = blocks
  }

  /// The hash that the next block will hold.
  public var lastBlockHash: LedgerHash { blocks.last?.blockHash ?? Self.beginning }

  /// Appends a block.
  /// - Parameter leaves: The leaf hashes of its entries in their order, such as
  ///   `RecordedEvent.leafHash` of events.
  /// - Returns: The block.
  @discardableResult
  public mutating func append(_ leaves: some Sequence<LedgerHash>) -> JournalBlock {
    let block = JournalBlock(
      Int64(blocks.count), entriesHash: Self.entriesHash(of: leaves), after: lastBlockHash)
    blocks.append(block)
    return block
  }

  /// The first block that is not as it was made, if there is one; entries are not looked at.
  public func firstBrokenBlock() -> BrokenBlock? {
    firstBrokenBlock { _ in nil }
  }

  /// The first block that is not as it was made, or whose entries are not.
  ///
  /// A last block that was made anew shows in nothing but ``lastBlockHash``, if that was kept apart.
  /// - Parameter leaves: Gives the leaf hashes of a block's entries as they are stored now; nil: its
  ///   entries are not looked at.
  /// - Returns: The block and what is wrong with it; nil if all is well.
  /// - Throws: What `leaves` throws.
  public func firstBrokenBlock(
    leaves: (JournalBlock) throws -> [LedgerHash]?
  ) rethrows -> BrokenBlock? {
    var previous = Self.beginning
    for (place, block) in blocks.enumerated() {
      let flaw: BrokenBlock.Flaw? =
        if block.sequenceNumber != Int64(place) {
          .sequenceNumber(block.sequenceNumber)
        } else if block.previousBlockHash != previous {
          .previousBlockHash
        } else if block.blockHash != block.contentHash {
          .blockHash
        } else if let leaves = try leaves(block),
          Self.entriesHash(of: leaves) != block.entriesHash
        {
          .entries
        } else {
          nil
        }
      if let flaw { return BrokenBlock(sequenceNumber: Int64(place), flaw: flaw) }
      previous = block.blockHash
    }
    return nil
  }

  /// The root of the tree with these leaves.
  private static func entriesHash(of leaves: some Sequence<LedgerHash>) -> LedgerHash {
    var tree = MerkleTree()
    for leaf in leaves { tree.append(leaf) }
    return tree.root
  }
}
