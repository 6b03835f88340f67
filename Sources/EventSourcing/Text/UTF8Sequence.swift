/// Well-formed UTF-8, a sequence at a time (the Unicode Standard, table 3-7).
package enum UTF8Sequence {
  /// The length of the well-formed sequence at a place, 1 to 4 bytes; nil if there is none.
  @inline(__always)
  package static func length(in bytes: UnsafeRawBufferPointer, at place: Int) -> Int? {
    bytes[place] < 0x80 ? 1 : lengthOfMany(bytes, place)
  }

  /// The code point of a sequence of this length, which was checked before.
  package static func scalar(
    in bytes: UnsafeRawBufferPointer, at place: Int, length: Int
  ) -> UInt32 {
    guard length > 1 else { return UInt32(bytes[place]) }
    var scalar = UInt32(bytes[place]) & (0x7F >> UInt32(length))
    for next in bytes[place + 1..<place + length] {
      scalar = scalar << 6 | UInt32(next & 0x3F)
    }
    return scalar
  }

  private static func lengthOfMany(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> Int? {
    let length: Int
    let second: ClosedRange<UInt8>
    switch bytes[place] {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard place + length <= bytes.count, second.contains(bytes[place + 1]) else { return nil }
    for next in bytes[place + 2..<place + length] where next & 0xC0 != 0x80 { return nil }
    return length
  }
}

extension ArraySlice<UInt8> {
  /// Whether the bytes are well-formed UTF-8.
  package var isUTF8: Bool {
    withUnsafeBytes { bytes in
      var place = 0
      while place < bytes.count {
        guard let length = UTF8Sequence.length(in: bytes, at: place) else { return false }
        place += length
      }
      return true
    }
  }
}
