/// The particulars of an event: the text of a JSON object, as its writer gave it but for white space
/// between tokens.
public struct Metadata: Hashable, Sendable {
  /// The compact JSON text.
  public let bytes: ArraySlice<UInt8>

  /// The object without members, `{}`.
  public static let empty = Metadata(unchecked: [0x7B, 0x7D])

  /// Takes compact JSON that was checked before.
  public init(unchecked bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
  }

  /// Takes a JSON object and drops the white space between its tokens.
  /// - Parameter json: The object's text in UTF-8; keys may repeat, numbers may have any length.
  /// - Throws: `InvalidEvent.metadata` if it is anything else.
  public init(json: UnsafeRawBufferPointer) throws(InvalidEvent) {
    do {
      var scanner = JSONScanner(json)
      let range = try scanner.skipObject()
      let whiteSpace = scanner.whiteSpace
      try scanner.skipToEnd()
      let object = UnsafeRawBufferPointer(rebasing: json[range])
      bytes = ArraySlice(
        [UInt8](unsafeUninitializedCapacity: object.count) { buffer, count in
          let target = UnsafeMutableRawBufferPointer(buffer)
          count = JSONText.copy(object, to: target, compacting: whiteSpace > 0)
        })
    } catch {
      throw .metadata(error)
    }
  }

  /// Takes a JSON object and drops the white space between its tokens.
  /// - Parameter json: The object's text in UTF-8; keys may repeat, numbers may have any length.
  /// - Throws: `InvalidEvent.metadata` if it is anything else.
  public init(json: ArraySlice<UInt8>) throws(InvalidEvent) {
    let result = json.withUnsafeBytes { (raw) -> Result<Metadata, InvalidEvent> in
      Result { () throws(InvalidEvent) in try Metadata(json: raw) }
    }
    self = try result.get()
  }

  /// Takes a JSON object and drops the white space between its tokens.
  /// - Parameter text: The object's text.
  /// - Throws: `InvalidEvent.metadata` if it is anything else.
  public init(_ text: String) throws(InvalidEvent) {
    try self.init(json: ArraySlice(text.utf8))
  }
}

extension Metadata: CustomStringConvertible {
  /// The JSON as text; it may hold C1 and bidirectional controls: never print it to a terminal as it is.
  public var description: String { String(decoding: bytes, as: UTF8.self) }
}
