extension LedgerHash: CustomStringConvertible {
  /// The length of its text: 64 hexadecimal digits.
  public static let textLength = 64

  /// The bytes as 64 lower-case hexadecimal digits.
  public var description: String {
    withUnsafeBytes { bytes in
      String(unsafeUninitializedCapacity: Self.textLength) { text in
        for (place, byte) in bytes.enumerated() {
          text[2 * place] = Self.digit(byte >> 4)
          text[2 * place + 1] = Self.digit(byte & 0xF)
        }
        return Self.textLength
      }
    }
  }

  /// Reads a hash's text.
  /// - Parameter text: 64 hexadecimal digits, in lower case: a hash has one text.
  /// - Throws: ``InvalidHash`` that says what is wrong.
  public init(_ text: some StringProtocol) throws(InvalidHash) {
    let hash = withUnsafeTemporaryAllocation(byteCount: Self.byteLength, alignment: 1) { bytes in
      Self.read(text.utf8, to: bytes) ? LedgerHash(bytes: UnsafeRawBufferPointer(bytes)) : nil
    }
    guard let hash else { throw InvalidHash(text.unicodeScalars) }
    self = hash
  }

  /// Reads 64 digits.
  /// - Returns: Whether there were so many, and no others.
  private static func read(
    _ text: some Collection<UInt8>, to bytes: UnsafeMutableRawBufferPointer
  ) -> Bool {
    var count = 0
    for character in text {
      guard count < textLength, let value = value(of: character) else { return false }
      bytes[count / 2] = count % 2 == 0 ? value << 4 : bytes[count / 2] | value
      count += 1
    }
    return count == textLength
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? value + UInt8(ascii: "0") : value - 10 + UInt8(ascii: "a")
  }

  /// The value of a digit; nil for other characters, upper-case ones too.
  static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
