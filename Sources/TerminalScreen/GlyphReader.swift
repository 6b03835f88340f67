/// Takes UTF-8, valid or not, apart into glyphs.
///
/// Works on bytes: most text is ASCII, and then no scalar or `Character` has to be decoded.
struct GlyphReader {
  /// The most marks drawn over one character; those beyond are named.
  ///
  /// Real writing needs two or three, and ncurses takes four.
  static let marksPerGlyph = 3

  private let bytes: UnsafeBufferPointer<UInt8>
  /// Where the next glyph begins.
  private(set) var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// Calls `body` with a reader of a text's bytes.
  static func reading<Result>(
    _ text: some StringProtocol, _ body: (inout GlyphReader) -> Result
  ) -> Result {
    func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Result {
      var reader = GlyphReader(bytes)
      return body(&reader)
    }
    if let result = text.utf8.withContiguousStorageIfAvailable(read) { return result }
    var copy = String(text)
    return copy.withUTF8(read)
  }

  /// Calls `body` with a reader of bytes.
  static func reading<Result>(
    utf8 bytes: some Sequence<UInt8>, _ body: (inout GlyphReader) -> Result
  ) -> Result {
    func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Result {
      var reader = GlyphReader(bytes)
      return body(&reader)
    }
    return bytes.withContiguousStorageIfAvailable(read)
      ?? Array(bytes).withUnsafeBufferPointer(read)
  }

  /// The next glyph, or nothing at the end.
  mutating func next() -> Glyph? {
    guard position < bytes.count else { return nil }
    let byte = bytes[position]
    let isFollowedByASCII = position + 1 >= bytes.count || bytes[position + 1] < 0x80
    if byte >= 0x20, byte < 0x7F, isFollowedByASCII {
      if byte == UInt8(ascii: "\\"), looksLikeEscape {
        position += 1
        return .hidden(UInt32(byte))
      }
      position += 1
      return Glyph(content: .ascii(byte), width: 1)
    }
    guard let scalar = takeScalar() else {
      position += 1
      return .stray(byte)
    }
    return glyph(beginningWith: scalar)
  }

  private var looksLikeEscape: Bool {
    guard position + 2 < bytes.count, bytes[position + 2] == UInt8(ascii: "{") else { return false }
    return bytes[position + 1] == UInt8(ascii: "u") || bytes[position + 1] == UInt8(ascii: "x")
  }

  private mutating func glyph(beginningWith first: Unicode.Scalar) -> Glyph {
    if let syllable = takeHangul(beginningWith: first) {
      return Glyph(content: .text(Character(syllable)), width: 2)
    }
    let kind = ScalarKind(first)
    guard kind == .narrow || kind == .wide else { return .hidden(first.value) }
    if first.properties.isEmoji { takeEmojiRest(of: first) }
    let width = kind == .wide ? 2 : 1
    var text = String.UnicodeScalarView()
    text.append(first)
    while text.count <= GlyphReader.marksPerGlyph, let mark = takeScalar(where: { $0 == .mark }) {
      text.append(mark)
    }
    if text.count == 1, first.isASCII {
      return Glyph(content: .ascii(UInt8(first.value)), width: width)
    }
    return Glyph(content: .text(Character(String(text))), width: width)
  }

  // MARK: Sequences of which only the beginning is drawn

  /// Skips what belongs to an emoji already taken: selectors, colours of skin, joined emoji.
  private mutating func takeEmojiRest(of first: Unicode.Scalar) {
    guard !first.isASCII else { return takeKeycapSelector() }
    takeModifiers(of: first)
    while true {
      let before = position
      guard let joiner = takeScalar(), joiner.value == 0x200D, let next = takeScalar(),
        next.properties.isEmoji, !next.isASCII
      else {
        position = before
        return
      }
      takeModifiers(of: next)
    }
  }

  private mutating func takeModifiers(of emoji: Unicode.Scalar) {
    let before = position
    if let next = takeScalar() {
      let isSelector = next.value == 0xFE0E || next.value == 0xFE0F
      let isModifier = next.properties.isEmojiModifier && emoji.properties.isEmojiModifierBase
      if isSelector || isModifier { return }
    }
    position = before
  }

  /// `1`, a selector, and a keycap over it: the selector goes.
  private mutating func takeKeycapSelector() {
    let before = position
    guard takeScalar()?.value == 0xFE0F else {
      position = before
      return
    }
    let afterSelector = position
    position = takeScalar()?.value == 0x20E3 ? afterSelector : before
  }

  /// Puts a Hangul syllable spelt in its two or three parts together (Unicode, section 3.12).
  private mutating func takeHangul(beginningWith lead: Unicode.Scalar) -> Unicode.Scalar? {
    guard (0x1100...0x1112).contains(lead.value) else { return nil }
    let before = position
    guard let vowel = takeScalar(), (0x1161...0x1175).contains(vowel.value) else {
      position = before
      return nil
    }
    var value = 0xAC00 + ((lead.value - 0x1100) * 21 + (vowel.value - 0x1161)) * 28
    let beforeTail = position
    if let tail = takeScalar(), (0x11A8...0x11C2).contains(tail.value) {
      value += tail.value - 0x11A7
    } else {
      position = beforeTail
    }
    return Unicode.Scalar(value)
  }

  // MARK: UTF-8

  private mutating func takeScalar(where isWanted: (ScalarKind) -> Bool) -> Unicode.Scalar? {
    let before = position
    guard position < bytes.count, bytes[position] >= 0x80 else { return nil }
    if let scalar = takeScalar(), isWanted(ScalarKind(scalar)) { return scalar }
    position = before
    return nil
  }

  /// The scalar here; nothing, and no step forward, if the bytes are none.
  private mutating func takeScalar() -> Unicode.Scalar? {
    guard position < bytes.count else { return nil }
    let lead = bytes[position]
    let (length, least): (Int, UInt32)
    switch lead {
    case 0..<0x80: (length, least) = (1, 0)
    case 0xC2..<0xE0: (length, least) = (2, 0x80)
    case 0xE0..<0xF0: (length, least) = (3, 0x800)
    case 0xF0..<0xF5: (length, least) = (4, 0x10000)
    default: return nil
    }
    guard position + length <= bytes.count else { return nil }
    var value = length == 1 ? UInt32(lead) : UInt32(lead & (0xFF >> (UInt8(length) + 1)))
    for byte in bytes[position + 1..<position + length] {
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    guard value >= least, let scalar = Unicode.Scalar(value) else { return nil }
    position += length
    return scalar
  }
}
