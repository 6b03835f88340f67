internal import Crypto

/// The chain of hashes that binds a row to all rows before it.
enum HashChain {
  /// The chain before the first row.
  static let origin = [UInt8](repeating: 0, count: 32)

  /// The chain up to a row: the SHA-256 of the chain before it and the row's own hash.
  static func next(after previous: [UInt8], _ content: SHA256Digest) -> [UInt8] {
    var hash = SHA256()
    hash.update(data: previous)
    content.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return Array(hash.finalize())
  }
}
