/// Walks over JSON text by RFC 8259, to the letter, and says where its tokens lie.
///
/// It never recurses, so depth costs no stack; it allocates nothing. Strings must be well-formed UTF-8,
/// and their escapes must make whole characters: half a surrogate pair is malformed.
package struct JSONScanner {
  /// The deepest nesting read; an object in an object is two deep.
  package static let deepest = 512

  /// The text.
  package let bytes: UnsafeRawBufferPointer
  /// How far it was read.
  package private(set) var offset = 0
  /// White space between tokens, in bytes, up to here.
  package private(set) var whiteSpace = 0

  /// Starts at the beginning of a text.
  package init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// Where a string lies, without its quotes.
  package struct StringToken {
    /// The bytes between the quotes.
    package var range: Range<Int>
    /// Whether there are escapes among them.
    package var hasEscapes: Bool
  }

  /// Where a number lies.
  package struct NumberToken {
    /// Its bytes.
    package var range: Range<Int>
    /// Whether it has neither a fraction nor an exponent.
    package var isWhole: Bool
  }

  /// The byte at hand, nil at the end.
  @inline(__always)
  package var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// An error at the byte at hand.
  package func malformed(_ reason: String) -> MalformedJSON {
    MalformedJSON(column: offset + 1, reason: current == nil ? "it ends too early" : reason)
  }

  /// Passes the byte at hand.
  mutating func advance() {
    offset += 1
  }

  /// Passes white space.
  @inline(__always)
  package mutating func skipWhiteSpace() {
    while offset < bytes.count, bytes[offset].isJSONWhiteSpace {
      offset += 1
      whiteSpace += 1
    }
  }

  /// Passes white space and then this byte, if it is there.
  @inline(__always)
  package mutating func skip(_ byte: UInt8) -> Bool {
    skipWhiteSpace()
    guard current == byte else { return false }
    offset += 1
    return true
  }

  /// Passes a member's key and colon.
  /// - Returns: Where the key lies.
  package mutating func skipKey() throws(MalformedJSON) -> StringToken {
    skipWhiteSpace()
    guard current == .quote else { throw malformed("a key in quotes is wanted") }
    let key = try skipString()
    guard skip(.colon) else { throw malformed("a colon is wanted after a key") }
    return key
  }

  /// Passes white space up to the end of the text.
  package mutating func skipToEnd() throws(MalformedJSON) {
    skipWhiteSpace()
    guard current == nil else { throw malformed("something follows the end of the value") }
  }

  /// Passes a string; the byte at hand is its first quote.
  package mutating func skipString() throws(MalformedJSON) -> StringToken {
    offset += 1
    let start = offset
    var hasEscapes = false
    while offset < bytes.count {
      switch bytes[offset] {
      case .quote:
        offset += 1
        return StringToken(range: start..<offset - 1, hasEscapes: hasEscapes)
      case .backslash:
        hasEscapes = true
        try skipEscape()
      case 0..<0x20:
        throw malformed("a control character in a string must be escaped")
      case 0x80...:
        guard let length = UTF8Sequence.length(in: bytes, at: offset) else {
          throw malformed("it is not UTF-8")
        }
        offset += length
      default:
        offset += 1
      }
    }
    throw malformed("it ends too early")
  }

  /// Passes an escape; a surrogate takes the other half with it.
  private mutating func skipEscape() throws(MalformedJSON) {
    let escape = offset
    offset += 1
    switch current {
    case UInt8(ascii: "u"):
      offset += 1
      let unit = try skipHexadecimal()
      guard unit & 0xF800 == 0xD800 else { return }
      if unit < 0xDC00, current == .backslash {
        offset += 1
        if current == UInt8(ascii: "u") {
          offset += 1
          if try skipHexadecimal() & 0xFC00 == 0xDC00 { return }
        }
      }
      throw MalformedJSON(column: escape + 1, reason: "half of a surrogate pair stands alone")
    case .quote, .backslash, UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      offset += 1
    default:
      throw malformed("no such escape")
    }
  }

  private mutating func skipHexadecimal() throws(MalformedJSON) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = current?.hexadecimalDigit else {
        throw malformed("four hexadecimal digits are wanted")
      }
      unit = unit << 4 | UInt32(digit)
      offset += 1
    }
    return unit
  }

  /// Passes a number; the byte at hand is its first.
  package mutating func skipNumber() throws(MalformedJSON) -> NumberToken {
    let start = offset
    var isWhole = true
    if current == UInt8(ascii: "-") { offset += 1 }
    if current == UInt8(ascii: "0") {
      offset += 1
      guard current?.isDigit != true else { throw malformed("a number begins with 0") }
    } else {
      try skipDigits()
    }
    if current == UInt8(ascii: ".") {
      isWhole = false
      offset += 1
      try skipDigits()
    }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      isWhole = false
      offset += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { offset += 1 }
      try skipDigits()
    }
    return NumberToken(range: start..<offset, isWhole: isWhole)
  }

  private mutating func skipDigits() throws(MalformedJSON) {
    guard current?.isDigit == true else { throw malformed("a digit is wanted") }
    while current?.isDigit == true { offset += 1 }
  }
}
