/// How text is set off without colours.
public struct TextAttributes: OptionSet, Hashable, Sendable {
  /// The bits.
  public let rawValue: UInt8

  /// Creates attributes of their bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Heavier, or brighter.
  public static let bold = TextAttributes(rawValue: 1)
  /// Fainter.
  public static let dim = TextAttributes(rawValue: 2)
  /// With a line under it.
  public static let underlined = TextAttributes(rawValue: 4)
  /// Foreground and background exchanged.
  public static let reversed = TextAttributes(rawValue: 8)
}
