public import EventSourcing

/// One member of an event's metadata at the top level.
public struct MetadataMember: Hashable, Sendable {
  /// The key, its escapes decoded.
  public var key: String
  /// The value's compact JSON text.
  public var value: ArraySlice<UInt8>

  /// The value as a whole number, nil if it is none of 64 bits.
  public var wholeNumber: Int64? { Int64(String(decoding: value, as: UTF8.self)) }

  /// The value as a text, its escapes decoded; nil if it is no string.
  public var text: String? {
    guard value.count >= 2, value.first == UInt8(ascii: "\"") else { return nil }
    return Self.unescape(value.dropFirst().dropLast())
  }

  /// The members of an event's metadata, in the order in which they are written; none of what is not
  /// JSON.
  public static func all(of metadata: Metadata) -> [MetadataMember] {
    let bytes = metadata.bytes
    return bytes.withUnsafeBytes { buffer in
      var members: [MetadataMember] = []
      var scanner = JSONScanner(buffer)
      guard (try? scanner.skipOpeningBrace()) != nil, !scanner.skip(UInt8(ascii: "}")) else {
        return members
      }
      repeat {
        guard let key = try? scanner.skipKey() else { return members }
        scanner.skipWhiteSpace()
        let start = bytes.startIndex + scanner.offset
        guard (try? scanner.skipValue()) != nil else { return members }
        let keyBytes = bytes[
          bytes.startIndex + key.range.lowerBound..<bytes.startIndex + key.range.upperBound]
        members.append(
          MetadataMember(
            key: unescape(keyBytes), value: bytes[start..<bytes.startIndex + scanner.offset]))
      } while scanner.skip(UInt8(ascii: ","))
      return members
    }
  }

  private static func unescape(_ bytes: ArraySlice<UInt8>) -> String {
    String(unsafeUninitializedCapacity: bytes.count) { target in
      bytes.withUnsafeBytes { JSONText.unescape($0, to: UnsafeMutableRawBufferPointer(target)) }
    }
  }
}
