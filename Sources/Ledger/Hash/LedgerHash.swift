/// A SHA-256: of a leaf, of a node, of a whole tree or of a block.
///
/// Its 32 bytes stand in the value itself, so that a million of them are one flat buffer.
public struct LedgerHash: Hashable, Sendable {
  /// The length in bytes.
  public static let byteLength = 32

  // In the order of memory: what the words are as numbers depends on the machine.
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  /// The hash whose bytes are all zero, which stands where there is none yet.
  public init() {}

  /// Takes 32 bytes.
  /// - Parameter bytes: The bytes; any other number of them is an error of the caller's.
  public init(bytes: UnsafeRawBufferPointer) {
    precondition(bytes.count == Self.byteLength, "32 bytes wanted, \(bytes.count) given")
    Swift.withUnsafeMutableBytes(of: &words) { $0.copyMemory(from: bytes) }
  }

  /// Lends the 32 bytes.
  /// - Parameter body: Takes the bytes, which are its own only until it returns.
  /// - Returns: What `body` returns.
  public func withUnsafeBytes<Value>(
    _ body: (UnsafeRawBufferPointer) throws -> Value
  ) rethrows -> Value {
    try Swift.withUnsafeBytes(of: words, body)
  }

  /// Whether all bytes are the same.
  public static func == (left: LedgerHash, right: LedgerHash) -> Bool {
    left.words == right.words
  }

  /// Feeds the bytes, in one piece, to a hasher.
  public func hash(into hasher: inout Hasher) {
    withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}
