/// A colour by its number, for terminals of 256, 16 and 8 colours; nil: the terminal's own.
public struct TerminalColour: Hashable, Sendable {
  /// Its number of 256.
  public var full: UInt8?
  /// Its number of 16.
  public var sixteen: UInt8?
  /// Its number of 8.
  public var eight: UInt8?

  /// Creates a colour.
  public init(full: UInt8?, sixteen: UInt8? = nil, eight: UInt8? = nil) {
    self.full = full
    self.sixteen = sixteen
    self.eight = eight
  }

  /// The terminal's own.
  public static let own = TerminalColour(full: nil)

  /// The number at a depth; nil: the terminal's own.
  public func number(at depth: ColourDepth) -> UInt8? {
    switch depth {
    case .none: nil
    case .eight: eight
    case .sixteen: sixteen
    case .full: full
    }
  }

  /// The colour of a number of 256, and what is nearest to it where there are fewer.
  public init(number: UInt8) {
    let sixteen = number < 16 ? number : Self.nearest(to: Self.rgb(of: number), among: 0...15)
    self.init(full: number, sixteen: sixteen, eight: sixteen % 8)
  }

  /// What is nearest to a colour.
  public init(_ colour: RGBColour) {
    // The first sixteen are whatever the user has made of them.
    let sixteen = Self.nearest(to: colour, among: 0...15)
    self.init(
      full: Self.nearest(to: colour, among: 16...255), sixteen: sixteen, eight: sixteen % 8)
  }

  /// The names of the first sixteen, in the order of their numbers, and of the terminal's own.
  public static let names =
    basicNames + basicNames.map { "bright-" + $0 } + ["default"]

  private static let basicNames = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
  ]

  /// Reads a name, a number from 0 to 255 or `#d0a000`; nil if the text is none of them.
  public init?(_ text: String) {
    if text == "default" {
      self = .own
    } else if let place = Self.names.firstIndex(of: text) {
      self.init(number: UInt8(place))
    } else if let number = UInt8(text), text.utf8.first != UInt8(ascii: "+") {
      self.init(number: number)
    } else if let colour = RGBColour(hexadecimal: text) {
      self.init(colour)
    } else {
      return nil
    }
  }

  private static func nearest(to colour: RGBColour, among numbers: ClosedRange<UInt8>) -> UInt8 {
    numbers.min { rgb(of: $0).distance(to: colour) < rgb(of: $1).distance(to: colour) } ?? 0
  }

  /// What a number of 256 looks like in xterm.
  public static func rgb(of number: UInt8) -> RGBColour {
    switch number {
    case 0..<16:
      return basic[Int(number)]
    case 16..<232:
      let place = number - 16
      func level(_ step: UInt8) -> UInt8 { step == 0 ? 0 : 55 + 40 * step }
      return RGBColour(
        red: level(place / 36), green: level(place / 6 % 6), blue: level(place % 6))
    default:
      let level = 8 + 10 * (number - 232)
      return RGBColour(red: level, green: level, blue: level)
    }
  }

  private static let basic: [RGBColour] = [
    0x00_0000, 0xCD_0000, 0x00_CD00, 0xCD_CD00, 0x00_00EE, 0xCD_00CD, 0x00_CDCD, 0xE5_E5E5,
    0x7F_7F7F, 0xFF_0000, 0x00_FF00, 0xFF_FF00, 0x5C_5CFF, 0xFF_00FF, 0x00_FFFF, 0xFF_FFFF,
  ].map { (value: UInt32) in
    RGBColour(red: UInt8(value >> 16), green: UInt8(value >> 8 & 0xFF), blue: UInt8(value & 0xFF))
  }
}
