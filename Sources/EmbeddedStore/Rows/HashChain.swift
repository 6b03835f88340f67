internal import Crypto

/// The chain of hashes that binds a row to all rows before it.
struct HashChain: Equatable {
  /// The 32 bytes up to a row: the SHA-256 of the chain before it and the row's own hash.
  private(set) var bytes: [UInt8]

  /// The chain before the first row.
  init() {
    bytes = [UInt8](repeating: 0, count: SHA256.byteCount)
  }

  /// The chain up to a stored row; nil if what is stored is none.
  init?(_ stored: UnsafeRawBufferPointer) {
    guard stored.count == SHA256.byteCount else { return nil }
    bytes = Array(stored)
  }

  /// Goes on to the next row.
  mutating func extend(by content: SHA256Digest) {
    bytes.withUnsafeMutableBytes { bytes in
      var hash = SHA256()
      hash.update(bufferPointer: UnsafeRawBufferPointer(bytes))
      content.withUnsafeBytes { hash.update(bufferPointer: $0) }
      hash.finalize().withUnsafeBytes { bytes.copyMemory(from: $0) }
    }
  }

  /// Whether it is what a row has stored.
  func isStored(as stored: UnsafeRawBufferPointer?) -> Bool {
    guard let stored else { return false }
    return bytes.withUnsafeBytes { $0.isSame(as: stored) }
  }
}
