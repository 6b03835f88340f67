import CNcurses
import TerminalScreen

/// A theme on this terminal: the pairs of colours that ncurses draws with, and the attributes.
struct Palette {
  private let drawn: [Theme.Drawn]
  private let hasColours: Bool

  /// Defines the pairs of colours that ncurses is to use.
  init(_ theme: Theme, depth: ColourDepth) {
    drawn = Style.Role.allCases.flatMap { role in
      [false, true].map { theme.drawn(role, isSelected: $0, at: depth) }
    }
    hasColours = depth != .none
    guard hasColours else { return }
    for (place, look) in drawn.enumerated() {
      cncurses_set_pair(
        Int32(place) + 1, look.foreground.map(Int32.init) ?? -1,
        look.background.map(Int32.init) ?? -1)
    }
  }

  /// The number of a style's pair.
  func pair(of style: Style) -> Int32 {
    hasColours ? Int32(place(of: style)) + 1 : 0
  }

  /// The attributes of a style.
  func attributes(of style: Style) -> Int32 {
    let look = drawn[place(of: style)].attributes
    var attributes = 0
    if style.isBold || look.contains(.bold) { attributes |= cncurses_bold }
    if style.isUnderlined || look.contains(.underlined) { attributes |= cncurses_underlined }
    if look.contains(.dim) { attributes |= cncurses_dim }
    if look.contains(.reversed) { attributes |= cncurses_reversed }
    return Int32(attributes)
  }

  private func place(of style: Style) -> Int {
    Int(style.role.rawValue) * 2 + (style.isReversed ? 1 : 0)
  }
}
