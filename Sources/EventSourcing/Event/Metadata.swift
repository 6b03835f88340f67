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
}
