/// Text made safe for a terminal: what steers it, or turns the direction of writing, shows as `\u001b`.
package enum Escaped {
  /// Escapes bytes; those that are not UTF-8 show as `\xff`.
  package static func text(_ bytes: some Collection<UInt8>) -> String {
    var escaped: [UInt8] = []
    escaped.reserveCapacity(bytes.count)
    ContiguousArray(bytes).withUnsafeBytes { append($0, to: &escaped) }
    return String(decoding: escaped, as: UTF8.self)
  }

  /// Escapes a text.
  package static func text(_ text: String) -> String {
    self.text(text.utf8)
  }

  private static func append(_ bytes: UnsafeRawBufferPointer, to escaped: inout [UInt8]) {
    var place = 0
    while place < bytes.count {
      guard let length = UTF8Sequence.length(in: bytes, at: place) else {
        escaped.append(contentsOf: [.backslash, UInt8(ascii: "x")])
        append(hexadecimal: UInt32(bytes[place]), digits: 2, to: &escaped)
        place += 1
        continue
      }
      let scalar = UTF8Sequence.scalar(in: bytes, at: place, length: length)
      if scalar < 0x20 || steersTerminal(scalar) {
        append(codePoint: scalar, to: &escaped)
      } else {
        escaped.append(contentsOf: bytes[place..<place + length])
      }
      place += length
    }
  }

  /// Whether a code point above C0 is DEL, C1, a line or paragraph separator or a bidirectional control.
  @inline(__always)
  package static func steersTerminal(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// Appends a code point of the basic plane as `\u001b`.
  package static func append(codePoint: UInt32, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: [.backslash, UInt8(ascii: "u")])
    append(hexadecimal: codePoint, digits: 4, to: &bytes)
  }

  private static func append(hexadecimal number: UInt32, digits: UInt32, to bytes: inout [UInt8]) {
    for place in (0..<digits).reversed() {
      let digit = UInt8(number >> (4 * place) & 0xF)
      bytes.append(digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a"))
    }
  }
}
