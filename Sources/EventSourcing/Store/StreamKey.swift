/// Where an event stands in its partition of the global stream: what that partition is sorted by.
///
/// An index of event ids is sorted by the id; a numbered stream by the number that was drawn for the event;
/// one read below a horizon of transactions by transaction, then number. 160 bits hold each of the three, and
/// keys of one stream are all of one kind.
public struct StreamKey: Hashable, Comparable, Sendable {
  /// The bits, in the order of significance of a KSUID's.
  private var bits: KSUID

  /// The key of an event in an index of ids.
  public init(_ eventID: KSUID) {
    bits = eventID
  }

  /// The key of an event in a numbered stream.
  /// - Parameters:
  ///   - transaction: What is compared first, from 0; 0 where numbers alone make the order.
  ///   - number: The event's number, from 1.
  public init(transaction: Int64 = 0, number: Int64) {
    precondition(transaction >= 0 && number >= 0, "transaction \(transaction), number \(number)")
    bits = KSUID(
      timestamp: 0, payloadHigh: UInt64(transaction), payloadLow: UInt64(number))
  }

  /// Reads a key's binary form, ``byteLength`` bytes.
  /// - Throws: `InvalidEvent.eventID` if there are more or less.
  public init(bytes: UnsafeRawBufferPointer) throws(InvalidEvent) {
    bits = try KSUID(bytes: bytes)
  }

  /// The length of the binary form, which sorts as the keys do.
  public static let byteLength = KSUID.byteLength

  /// Writes the binary form to the beginning of a buffer.
  public func writeBytes(to buffer: UnsafeMutableRawBufferPointer) {
    bits.writeBytes(to: buffer)
  }

  /// The event id that the key is.
  public var eventID: KSUID { bits }

  /// The number that was drawn for the event.
  public var number: Int64 { Int64(bitPattern: bits.payloadLow) }

  /// The transaction that drew the number.
  public var transaction: Int64 { Int64(bitPattern: bits.payloadHigh) }

  /// Whether the left key stands first.
  public static func < (left: StreamKey, right: StreamKey) -> Bool { left.bits < right.bits }
}
