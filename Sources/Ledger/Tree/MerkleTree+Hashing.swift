internal import Crypto

/// Leaves and nodes begin with different bytes, so that no node can be passed off as a leaf.
extension MerkleTree {
  /// The root of a tree without leaves: the SHA-256 of no bytes.
  public static let emptyRoot = hash { _ in }

  /// The hash of a leaf: the SHA-256 of a byte 0 and the leaf's data.
  public static func leafHash(of data: some Sequence<UInt8>) -> LedgerHash {
    let data = ContiguousArray(data)
    return leafHash { hash in data.withUnsafeBytes { hash.update(bufferPointer: $0) } }
  }

  /// The hash of a node: the SHA-256 of a byte 1 and the hashes of its parts.
  public static func nodeHash(_ left: LedgerHash, _ right: LedgerHash) -> LedgerHash {
    hash { hash in
      withUnsafeBytes(of: UInt8(1)) { hash.update(bufferPointer: $0) }
      left.withUnsafeBytes { hash.update(bufferPointer: $0) }
      right.withUnsafeBytes { hash.update(bufferPointer: $0) }
    }
  }

  /// The hash of a leaf whose data comes in pieces.
  static func leafHash(data: (inout SHA256) -> Void) -> LedgerHash {
    hash { hash in
      withUnsafeBytes(of: UInt8(0)) { hash.update(bufferPointer: $0) }
      data(&hash)
    }
  }

  /// The hash of what is fed to it.
  static func hash(_ feed: (inout SHA256) -> Void) -> LedgerHash {
    var hash = SHA256()
    feed(&hash)
    return hash.finalize().withUnsafeBytes { LedgerHash(bytes: $0) }
  }
}
