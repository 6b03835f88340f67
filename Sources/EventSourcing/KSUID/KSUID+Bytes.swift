extension KSUID {
  /// The length of an id's binary form, in bytes.
  public static let byteLength = 20

  /// The binary form: the timestamp's four bytes and the payload's sixteen, big-endian.
  public var bytes: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Self.byteLength) { buffer, count in
      writeBytes(to: UnsafeMutableRawBufferPointer(buffer))
      count = Self.byteLength
    }
  }

  /// Writes the binary form to the beginning of a buffer.
  /// - Parameter buffer: At least ``byteLength`` bytes.
  public func writeBytes(to buffer: UnsafeMutableRawBufferPointer) {
    precondition(buffer.count >= Self.byteLength, "20 bytes wanted, \(buffer.count) given")
    buffer.storeBytes(of: timestamp.bigEndian, toByteOffset: 0, as: UInt32.self)
    buffer.storeBytes(of: payloadHigh.bigEndian, toByteOffset: 4, as: UInt64.self)
    buffer.storeBytes(of: payloadLow.bigEndian, toByteOffset: 12, as: UInt64.self)
  }

  /// Reads a binary form.
  /// - Parameter bytes: The timestamp's four bytes and the payload's sixteen, big-endian.
  /// - Throws: `InvalidEvent.eventID` if they are not 20 bytes.
  public init(bytes: UnsafeRawBufferPointer) throws(InvalidEvent) {
    guard bytes.count == Self.byteLength else { throw Self.wrongByteLength(bytes.count) }
    self.init(twentyBytes: bytes)
  }

  /// Reads a binary form.
  /// - Parameter bytes: The timestamp's four bytes and the payload's sixteen, big-endian.
  /// - Throws: `InvalidEvent.eventID` if they are not 20 bytes.
  public init(bytes: ArraySlice<UInt8>) throws(InvalidEvent) {
    guard bytes.count == Self.byteLength else { throw Self.wrongByteLength(bytes.count) }
    self = bytes.withUnsafeBytes { KSUID(twentyBytes: $0) }
  }

  private init(twentyBytes bytes: UnsafeRawBufferPointer) {
    self.init(
      timestamp: UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self)),
      payloadHigh: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt64.self)),
      payloadLow: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 12, as: UInt64.self)))
  }

  private static func wrongByteLength(_ count: Int) -> InvalidEvent {
    .eventID("it has \(count) bytes; \(byteLength) are wanted")
  }

  /// The payload as 32 upper-case hexadecimal digits.
  public var payloadText: String {
    String(unsafeUninitializedCapacity: 32) { buffer in
      for place in 0..<32 {
        let half = place < 16 ? payloadHigh : payloadLow
        let nibble = UInt8(half >> UInt64(60 - place % 16 * 4) & 0xF)
        buffer[place] = nibble < 10 ? nibble + UInt8(ascii: "0") : nibble - 10 + UInt8(ascii: "A")
      }
      return 32
    }
  }
}
