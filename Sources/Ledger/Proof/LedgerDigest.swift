/// What names a whole history: how many events it has, and the root of their tree.
///
/// Kept apart from the store, in one word, it is what proofs are checked against. The size belongs to
/// it: a root alone does not say of how many leaves it is.
public struct LedgerDigest: Hashable, Sendable {
  /// The number of events, which is the last one's position.
  public var size: Int64
  /// The root of the tree whose leaves are the events in the order of commits.
  public var root: LedgerHash

  /// Creates a digest from its parts.
  public init(size: Int64, root: LedgerHash) {
    self.size = size
    self.root = root
  }
}

extension LedgerDigest: CustomStringConvertible {
  /// The digest as one word: `19455:ab12…`, the size and the root's 64 hexadecimal digits.
  public var description: String { "\(size):\(root)" }

  /// Reads a digest's text.
  /// - Parameter text: The word, in the one form in which it is written.
  /// - Throws: ``InvalidDigest`` that says what is wrong.
  public init(_ text: String) throws(InvalidDigest) {
    guard let colon = text.firstIndex(of: ":") else { throw .noColon }
    let digits = text[..<colon]
    guard let size = Int64(digits), size >= 0, String(size) == digits else { throw .size }
    do {
      self.init(size: size, root: try LedgerHash(text[text.index(after: colon)...]))
    } catch {
      throw .root(error)
    }
  }
}
