internal import EventSourcing

/// Why a text is no hash.
public enum InvalidHash: Error, Hashable, Sendable {
  /// It has another number of characters.
  case length(Int)
  /// The character at this place, from 1, is no digit.
  case character(Unicode.Scalar, place: Int)

  /// Finds what is wrong with a text that is no hash.
  init(_ text: some Collection<Unicode.Scalar>) {
    for (place, character) in text.enumerated() where place < LedgerHash.textLength {
      guard character.isASCII, LedgerHash.value(of: UInt8(character.value)) != nil else {
        self = .character(character, place: place + 1)
        return
      }
    }
    self = .length(text.count)
  }
}

extension InvalidHash: CustomStringConvertible {
  /// What is wrong, safe to print.
  public var description: String {
    switch self {
    case .length(let count):
      "it has \(count) characters; \(LedgerHash.textLength) hexadecimal digits are wanted"
    case .character(let character, let place):
      "character \(place) is \(character.codePoint); 0-9 and a-f are allowed"
    }
  }
}
