/// Text that is safe to send to a terminal, made of any text.
///
/// What would command the terminal, turn its text round or show nothing is named in Swift's own
/// form: `\u{1b}` is a scalar, `\x{ff}` a byte that is no UTF-8. Hidden are C0, DEL, C1, line and
/// paragraph separators, bidirectional controls, zero-width, tag and other format characters,
/// selectors and marks that stand where they have no meaning, flags' halves, private and unassigned
/// places. A backslash that would begin such a name is named itself (`\u{5c}`), so a name in the
/// result always stands for what was hidden.
///
/// Of an emoji sequence the first emoji is shown, since terminals disagree on the others' width.
public enum VisibleText {
  /// The visible form of a text.
  public static func of(_ text: some StringProtocol) -> String {
    GlyphReader.reading(text, joined)
  }

  /// The visible form of bytes, UTF-8 as far as they are.
  public static func of(utf8 bytes: some Sequence<UInt8>) -> String {
    GlyphReader.reading(utf8: bytes, joined)
  }

  private static func joined(_ reader: inout GlyphReader) -> String {
    var result = ""
    while let glyph = reader.next() {
      switch glyph.content {
      case .ascii(let byte): result.unicodeScalars.append(Unicode.Scalar(byte))
      case .text(let character): result.append(character)
      case .hiddenScalar, .strayByte: result += glyph.escape ?? ""
      }
    }
    return result
  }
}
