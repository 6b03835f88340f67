/// A colour as red, green and blue.
public struct RGBColour: Hashable, Sendable {
  /// Red, 0 to 255.
  public var red: UInt8
  /// Green, 0 to 255.
  public var green: UInt8
  /// Blue, 0 to 255.
  public var blue: UInt8

  /// Creates a colour.
  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Reads `#d0a000`; nil if the text is no such colour.
  public init?(hexadecimal text: String) {
    let digits = text.utf8.dropFirst()
    guard text.utf8.first == UInt8(ascii: "#"), digits.count == 6,
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
      digits.first != UInt8(ascii: "+")
    else { return nil }
    self.init(
      red: UInt8(value >> 16), green: UInt8(value >> 8 & 0xFF), blue: UInt8(value & 0xFF))
  }

  /// Reads what a terminal answers to the question for its background (OSC 11), without what introduces and
  /// ends it: `11;rgb:ffff/ffff/ffff`.
  init?(answer: some Collection<UInt8>) {
    let text = String(decoding: answer, as: UTF8.self)
    guard let colour = text.prefixMatch(of: /11;rgba?:/)?.range.upperBound else { return nil }
    let parts = text[colour...].split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3 || parts.count == 4 else { return nil }
    let values = parts.prefix(3).compactMap { part -> UInt8? in
      guard (1...4).contains(part.utf8.count), let value = UInt32(part, radix: 16) else {
        return nil
      }
      let largest = UInt32(1) << (4 * UInt32(part.utf8.count)) - 1
      return UInt8(value * 255 / largest)
    }
    guard values.count == 3 else { return nil }
    self.init(red: values[0], green: values[1], blue: values[2])
  }

  /// How light it is, from 0 to 1: WCAG's relative luminance, with its curve taken for a square (which is
  /// near enough to tell dark from light, and to find a colour's nearest).
  var lightness: Double {
    func part(_ value: UInt8) -> Double {
      let share = Double(value) / 255
      return share * share
    }
    return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
  }

  /// How far another colour is from it.
  func distance(to other: RGBColour) -> Int {
    func square(_ left: UInt8, _ right: UInt8) -> Int {
      (Int(left) - Int(right)) * (Int(left) - Int(right))
    }
    // The eye takes green for more than red, and red for more than blue.
    return 3 * square(red, other.red) + 6 * square(green, other.green)
      + square(blue, other.blue)
  }
}
