import Crypto
import Ledger

/// RFC 9162's definitions of sections 2.1.1, 2.1.3.1 and 2.1.4.1 word for word, by recursion over all
/// leaves.
struct NaiveTree {
  /// The data of the leaves.
  let leaves: ArraySlice<[UInt8]>

  /// A tree whose leaves hold their place and nothing else.
  init(size: Int) {
    leaves = (0..<size).map { [UInt8($0)] }[...]
  }

  private init(_ leaves: ArraySlice<[UInt8]>) {
    self.leaves = leaves
  }

  /// MTH(D[n]).
  var root: [UInt8] {
    switch leaves.count {
    case 0: Array(SHA256.hash(data: []))
    case 1: Array(SHA256.hash(data: [0] + leaves[leaves.startIndex]))
    default: Array(SHA256.hash(data: [1] + left.root + right.root))
    }
  }

  /// PATH(m, D[n]).
  func path(_ leaf: Int) -> [[UInt8]] {
    guard leaves.count > 1 else { return [] }
    return leaf < left.leaves.count
      ? left.path(leaf) + [right.root] : right.path(leaf - left.leaves.count) + [left.root]
  }

  /// PROOF(m, D[n]).
  func proof(_ size: Int) -> [[UInt8]] { subproof(size, true) }

  private func subproof(_ size: Int, _ isWhole: Bool) -> [[UInt8]] {
    if size == leaves.count { return isWhole ? [] : [root] }
    return size <= left.leaves.count
      ? left.subproof(size, isWhole) + [right.root]
      : right.subproof(size - left.leaves.count, false) + [left.root]
  }

  /// The largest power of two below the number of leaves.
  private var split: Int {
    var split = 1
    while 2 * split < leaves.count { split *= 2 }
    return split
  }

  private var left: NaiveTree { NaiveTree(leaves.prefix(split)) }
  private var right: NaiveTree { NaiveTree(leaves.dropFirst(split)) }
}

extension LedgerHash {
  /// Its bytes, to compare with another's reckoning.
  var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

  /// The hash with a bit turned over.
  func flipping(bit: Int) -> LedgerHash {
    var bytes = bytes
    bytes[bit / 8] ^= 1 << UInt8(bit % 8)
    return bytes.withUnsafeBytes { LedgerHash(bytes: $0) }
  }
}
