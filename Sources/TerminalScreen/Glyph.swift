/// The smallest part of a text that is drawn as a whole.
///
/// A glyph is one character and the marks over it, not a grapheme cluster: that is what terminals
/// agree on. Of an emoji sequence the first emoji is drawn, for its joiners, colours of skin and
/// presentation selectors make it narrower in some terminals than in others.
struct Glyph: Hashable, Sendable {
  /// What is drawn.
  enum Content: Hashable, Sendable {
    /// A printable ASCII character.
    case ascii(UInt8)
    /// Any other, one or two columns wide, with its marks.
    case text(Character)
    /// A scalar that must not be sent, to be named instead: `\u{1b}`.
    case hiddenScalar(UInt32)
    /// A byte that belongs to no UTF-8 sequence, to be named instead: `\x{ff}`.
    case strayByte(UInt8)
  }

  /// What is drawn.
  var content: Content
  /// The columns it takes.
  var width: Int

  /// The name of what must not be sent; nothing for anything else.
  ///
  /// A backslash before `u{` or `x{` is hidden itself, so no text can pretend to hold an escape.
  var escape: String? {
    switch content {
    case .ascii, .text: nil
    case .hiddenScalar(let value): "\\u{" + String(value, radix: 16) + "}"
    case .strayByte(let byte): "\\x{" + String(byte, radix: 16) + "}"
    }
  }

  /// A scalar's name instead of the scalar.
  static func hidden(_ value: UInt32) -> Glyph {
    let digits = max(1, (35 - value.leadingZeroBitCount) / 4)
    return Glyph(content: .hiddenScalar(value), width: 4 + digits)
  }

  /// A byte's name instead of the byte, which is never ASCII: two digits.
  static func stray(_ byte: UInt8) -> Glyph {
    Glyph(content: .strayByte(byte), width: 6)
  }
}
