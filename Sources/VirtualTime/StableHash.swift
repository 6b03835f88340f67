/// A hash that is the same in every process and on every machine: FNV-1a-64 over the bytes, finished
/// by splitmix64's finaliser, because FNV's high bits are weak on short strings.
public enum StableHash {
  /// The hash of bytes.
  public static func of(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.withUnsafeBytes { finish(fold($0, into: offsetBasis)) }
  }

  /// The hash of a text's UTF-8.
  public static func of(_ text: String) -> UInt64 {
    of(ArraySlice(text.utf8))
  }

  /// splitmix64's finaliser: each bit of the result depends on each bit of `value`.
  public static func finish(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// FNV's starting value for 64 bits.
  private static let offsetBasis: UInt64 = 0xCBF2_9CE4_8422_2325

  /// FNV-1a: xor a byte, then multiply by the 64-bit FNV prime.
  private static func fold(_ bytes: UnsafeRawBufferPointer, into start: UInt64) -> UInt64 {
    var hash = start
    for byte in bytes {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    return hash
  }
}
