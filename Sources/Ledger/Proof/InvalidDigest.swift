/// Why a text is no digest.
public enum InvalidDigest: Error, Hashable, Sendable {
  /// Size and root are not divided by a colon.
  case noColon
  /// The size is not a whole number from 0, written as numbers are.
  case size
  /// The root is no hash.
  case root(InvalidHash)
}

extension InvalidDigest: CustomStringConvertible {
  /// What is wrong, safe to print.
  public var description: String {
    switch self {
    case .noColon: "a digest is a number of events, a colon and 64 hexadecimal digits"
    case .size: "before the colon a number of events is wanted, from 0 and without other signs"
    case .root(let flaw): "after the colon: \(flaw)"
    }
  }
}
