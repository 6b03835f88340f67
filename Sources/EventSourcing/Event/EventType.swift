/// The name of what happened, such as `ACCOUNT_CREATED`: 1 to 256 bytes of UTF-8.
public struct EventType: Hashable, Comparable, Sendable {
  /// The longest type in bytes.
  public static let longestBytes = 256

  /// The type's UTF-8.
  public let bytes: ArraySlice<UInt8>

  /// Takes the UTF-8 of a type.
  /// - Parameter bytes: The type's UTF-8, 1 to 256 bytes.
  /// - Throws: `InvalidEvent.eventType` if the length is out of range or it is not UTF-8.
  public init(_ bytes: ArraySlice<UInt8>) throws(InvalidEvent) {
    guard bytes.isUTF8 else { throw .eventType("it is not UTF-8") }
    try self.init(wellFormed: bytes)
  }

  /// Takes well-formed UTF-8 and checks its length.
  init(wellFormed bytes: ArraySlice<UInt8>) throws(InvalidEvent) {
    guard (1...Self.longestBytes).contains(bytes.count) else {
      throw .eventType("it has \(bytes.count) bytes; 1 to \(Self.longestBytes) are allowed")
    }
    self.bytes = bytes
  }

  /// Takes a type's text.
  /// - Parameter text: The type, 1 to 256 bytes in UTF-8.
  /// - Throws: `InvalidEvent.eventType` if the length is out of range.
  public init(_ text: String) throws(InvalidEvent) {
    try self.init(ArraySlice(text.utf8))
  }

  /// Takes bytes that a store has checked before.
  public init(unchecked bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
  }

  /// Whether the left type comes first in the order of bytes.
  public static func < (left: EventType, right: EventType) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

extension EventType {
  /// Feeds the type's bytes, in one piece, to a hasher.
  public func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}

extension EventType: CustomStringConvertible {
  /// The type as text, not escaped: never print it to a terminal as it is.
  public var description: String { String(decoding: bytes, as: UTF8.self) }
}
