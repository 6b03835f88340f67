/// The name of an aggregate: 1 to 2,048 bytes of UTF-8, compared byte by byte.
///
/// Bytes and not `String`, because Swift's `==` makes one of "é" written in two ways, and a store must
/// not. NUL and control characters are allowed, so nothing of it may reach a terminal unescaped.
public struct AggregateID: Hashable, Comparable, Sendable {
  /// The longest identifier in bytes: DynamoDB's limit of a partition key.
  public static let longestBytes = 2048

  /// The identifier's UTF-8.
  public let bytes: ArraySlice<UInt8>

  /// Takes the UTF-8 of an identifier.
  /// - Parameter bytes: The identifier's UTF-8, 1 to 2,048 bytes.
  /// - Throws: `InvalidEvent.aggregateID` if the length is out of range or it is not UTF-8.
  public init(_ bytes: ArraySlice<UInt8>) throws(InvalidEvent) {
    guard bytes.isUTF8 else { throw .aggregateID("it is not UTF-8") }
    try self.init(wellFormed: bytes)
  }

  /// Takes well-formed UTF-8 and checks its length.
  init(wellFormed bytes: ArraySlice<UInt8>) throws(InvalidEvent) {
    guard (1...Self.longestBytes).contains(bytes.count) else {
      throw .aggregateID("it has \(bytes.count) bytes; 1 to \(Self.longestBytes) are allowed")
    }
    self.bytes = bytes
  }

  /// Takes an identifier's text.
  /// - Parameter text: The identifier, 1 to 2,048 bytes in UTF-8.
  /// - Throws: `InvalidEvent.aggregateID` if the length is out of range.
  public init(_ text: String) throws(InvalidEvent) {
    try self.init(ArraySlice(text.utf8))
  }

  /// Takes bytes that a store has checked before.
  public init(unchecked bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
  }

  /// Whether the left identifier comes first in the order of bytes.
  public static func < (left: AggregateID, right: AggregateID) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }

  /// Whether both are the same bytes; stores ask this of every event, so eight are compared at a time.
  public static func == (left: AggregateID, right: AggregateID) -> Bool {
    guard left.bytes.count == right.bytes.count else { return false }
    return left.bytes.withUnsafeBytes { left in
      right.bytes.withUnsafeBytes { right in
        let words = left.count & ~7
        for offset in stride(from: 0, to: words, by: 8) {
          let ours = left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          let theirs = right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          guard ours == theirs else { return false }
        }
        return left[words...].elementsEqual(right[words...])
      }
    }
  }

  /// Feeds the identifier's bytes, in one piece, to a hasher.
  public func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}

extension AggregateID: CustomStringConvertible {
  /// The identifier as text, not escaped: never print it to a terminal as it is.
  public var description: String { String(decoding: bytes, as: UTF8.self) }
}
