internal import Crypto

/// A block of a journal: what was committed together, bound to all that was committed before.
public struct JournalBlock: Hashable, Sendable {
  /// The place in the journal, from 0.
  public var sequenceNumber: Int64
  /// The root of the tree whose leaves are the block's entries.
  public var entriesHash: LedgerHash
  /// The hash of the block before; ``JournalChain/beginning`` in the first.
  public var previousBlockHash: LedgerHash
  /// The hash of the three above, as it was when the block was made.
  public var blockHash: LedgerHash

  /// Creates a block from its parts, whether they fit or not.
  public init(
    sequenceNumber: Int64, entriesHash: LedgerHash, previousBlockHash: LedgerHash,
    blockHash: LedgerHash
  ) {
    self.sequenceNumber = sequenceNumber
    self.entriesHash = entriesHash
    self.previousBlockHash = previousBlockHash
    self.blockHash = blockHash
  }

  /// Makes the block that holds entries and follows another.
  init(_ sequenceNumber: Int64, entriesHash: LedgerHash, after previousBlockHash: LedgerHash) {
    self.init(
      sequenceNumber: sequenceNumber, entriesHash: entriesHash,
      previousBlockHash: previousBlockHash, blockHash: previousBlockHash)
    blockHash = contentHash
  }

  /// The hash that fits the block's content: the SHA-256 of a byte 2, the sequence number in eight
  /// bytes, big-endian, the entries' hash and the block before's.
  ///
  /// Leaves and nodes of trees begin with 0 and 1, so no block can be passed off as one.
  public var contentHash: LedgerHash {
    MerkleTree.hash { hash in
      withUnsafeBytes(of: UInt8(2)) { hash.update(bufferPointer: $0) }
      withUnsafeBytes(of: sequenceNumber.bigEndian) { hash.update(bufferPointer: $0) }
      entriesHash.withUnsafeBytes { hash.update(bufferPointer: $0) }
      previousBlockHash.withUnsafeBytes { hash.update(bufferPointer: $0) }
    }
  }
}
