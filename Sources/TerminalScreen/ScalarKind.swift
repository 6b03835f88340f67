/// What a terminal does with a Unicode scalar, as far as terminals agree.
enum ScalarKind: Hashable, Sendable {
  /// Takes one column.
  case narrow
  /// Takes two columns.
  case wide
  /// Is drawn over the character before it.
  case mark
  /// Must not reach a terminal as it is: it commands it, turns its text round, shows nothing, means
  /// nothing here, or has a width about which terminals disagree.
  case hidden

  init(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    switch value {
    case 0x20..<0x7F: self = .narrow
    case 0..<0xA0, 0xAD: self = .hidden
    case 0xA0..<0x300: self = .narrow
    case 0x2500..<0x25FD, 0x2801..<0x2900: self = .narrow  // lines, blocks and dots, which we draw
    case 0x4E00..<0xA000, 0xAC00..<0xD7A4: self = .wide  // by far the most of what is wide
    case 0x1F1E6...0x1F1FF, 0x1F3FB...0x1F3FF: self = .hidden  // half a flag; a colour of skin
    case 0x1160...0x11FF, 0xD7B0...0xD7FF: self = .hidden  // half a Hangul syllable
    default: self.init(rare: scalar)
    }
  }

  private init(rare scalar: Unicode.Scalar) {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      self = .hidden
    case _ where properties.isDefaultIgnorableCodePoint:
      self = .hidden
    case .nonspacingMark, .enclosingMark:
      self = .mark
    default:
      let isWide = properties.isEmojiPresentation || ScalarKind.isEastAsianWide(scalar.value)
      self = isWide ? .wide : .narrow
    }
  }

  /// East Asian Width W and F (UAX #11), without the emoji, whose presentation tells it, and with
  /// unassigned places filled up, which are hidden before anybody asks.
  private static func isEastAsianWide(_ value: UInt32) -> Bool {
    var low = 0
    var high = wideRanges.count
    while low < high {
      let middle = (low + high) / 2
      if wideRanges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < wideRanges.count && wideRanges[low].contains(value)
  }

  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0xA4C6,
    0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAD9, 0xFE10...0xFE19, 0xFE30...0xFE6B,
    0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x16FF1, 0x17000...0x18D08, 0x1AFF0...0x1B2FB,
    0x1F200...0x1F265, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
  ]
}
