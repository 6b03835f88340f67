/// What is done with JSON text that a scanner has passed before.
package enum JSONText {
  /// Decodes a string's escapes.
  /// - Parameters:
  ///   - source: The bytes between the quotes.
  ///   - target: At least as many bytes.
  /// - Returns: The number of bytes written.
  package static func unescape(
    _ source: UnsafeRawBufferPointer, to target: UnsafeMutableRawBufferPointer
  ) -> Int {
    var read = 0
    var written = 0
    while read < source.count {
      if source[read] != .backslash {
        target[written] = source[read]
        (read, written) = (read + 1, written + 1)
        continue
      }
      switch source[read + 1] {
      case UInt8(ascii: "u"):
        var scalar = codeUnit(source, at: read + 2)
        read += 6
        if scalar & 0xFC00 == 0xD800 {
          scalar = 0x10000 + (scalar & 0x3FF) << 10 + codeUnit(source, at: read + 2) & 0x3FF
          read += 6
        }
        written += write(scalar, to: target, at: written)
        continue
      case UInt8(ascii: "b"): target[written] = 0x08
      case UInt8(ascii: "f"): target[written] = 0x0C
      case UInt8(ascii: "n"): target[written] = 0x0A
      case UInt8(ascii: "r"): target[written] = 0x0D
      case UInt8(ascii: "t"): target[written] = 0x09
      default: target[written] = source[read + 1]
      }
      (read, written) = (read + 2, written + 1)
    }
    return written
  }

  /// Copies a value, and drops the white space between its tokens if there is any.
  /// - Returns: The number of bytes written.
  package static func copy(
    _ source: UnsafeRawBufferPointer, to target: UnsafeMutableRawBufferPointer, compacting: Bool
  ) -> Int {
    guard compacting else {
      target.copyMemory(from: source)
      return source.count
    }
    return compact(source, to: target)
  }

  /// Copies a value without the white space between its tokens.
  /// - Returns: The number of bytes written.
  private static func compact(
    _ source: UnsafeRawBufferPointer, to target: UnsafeMutableRawBufferPointer
  ) -> Int {
    var written = 0
    var isInString = false
    var isEscaped = false
    for byte in source {
      if isInString {
        if byte == .quote, !isEscaped { isInString = false }
        isEscaped = byte == .backslash && !isEscaped
      } else if byte.isJSONWhiteSpace {
        continue
      } else if byte == .quote {
        isInString = true
      }
      target[written] = byte
      written += 1
    }
    return written
  }

  private static func codeUnit(_ source: UnsafeRawBufferPointer, at place: Int) -> UInt32 {
    source[place..<place + 4].reduce(0) { $0 << 4 | UInt32($1.hexadecimalDigit ?? 0) }
  }

  private static func write(
    _ scalar: UInt32, to target: UnsafeMutableRawBufferPointer, at place: Int
  ) -> Int {
    func trail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | scalar >> shift & 0x3F) }
    switch scalar {
    case ..<0x80:
      target[place] = UInt8(scalar)
      return 1
    case ..<0x800:
      target[place] = UInt8(0xC0 | scalar >> 6)
      target[place + 1] = trail(0)
      return 2
    case ..<0x10000:
      target[place] = UInt8(0xE0 | scalar >> 12)
      target[place + 1] = trail(6)
      target[place + 2] = trail(0)
      return 3
    default:
      target[place] = UInt8(0xF0 | scalar >> 18)
      target[place + 1] = trail(12)
      target[place + 2] = trail(6)
      target[place + 3] = trail(0)
      return 4
    }
  }
}
