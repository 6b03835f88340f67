import CNcurses
import TerminalScreen

/// Which colours and attributes the roles of a style have on this terminal.
///
/// The colours are of middle lightness, to be read on dark and on light. What must be told apart
/// without them has an attribute too.
struct Palette {
  private let hasColours: Bool
  private let hasGrey: Bool

  /// Defines the pairs of colours that ncurses is to use.
  init(colours: Int) {
    hasColours = colours >= 8
    hasGrey = colours >= 256
    guard hasColours else { return }
    for role in Style.Role.allCases {
      let (foreground, background) = colours >= 256 ? role.colours256 : role.colours8
      cncurses_set_pair(Int32(role.rawValue) + 1, foreground, background)
    }
  }

  /// The number of a role's pair.
  func pair(of style: Style) -> Int32 {
    hasColours ? Int32(style.role.rawValue) + 1 : 0
  }

  /// The attributes of a style.
  func attributes(of style: Style) -> Int32 {
    var attributes = style.role.attributes(hasColours: hasColours, hasGrey: hasGrey)
    if style.isBold { attributes |= cncurses_bold }
    if style.isUnderlined { attributes |= cncurses_underlined }
    // Reversed twice would be not at all.
    if style.isReversed { attributes |= cncurses_reversed }
    return Int32(attributes)
  }
}

extension Style.Role {
  fileprivate var colours256: (Int32, Int32) {
    switch self {
    case .normal, .heading, .selected: (-1, -1)
    case .quiet: (244, -1)
    case .key, .jsonName: (31, -1)
    case .accent: (32, -1)
    case .good, .jsonString: (64, -1)
    case .warning, .jsonLiteral: (130, -1)
    case .bad: (160, -1)
    case .match: (16, 214)
    case .jsonNumber: (133, -1)
    case .bar: (255, 24)
    }
  }

  fileprivate var colours8: (Int32, Int32) {
    switch self {
    case .normal, .heading, .selected, .quiet: (-1, -1)
    case .key, .jsonName, .accent: (6, -1)
    case .good, .jsonString: (2, -1)
    case .warning, .jsonLiteral: (3, -1)
    case .bad: (1, -1)
    case .match: (0, 3)
    case .jsonNumber: (5, -1)
    case .bar: (7, 4)
    }
  }

  fileprivate func attributes(hasColours: Bool, hasGrey: Bool) -> Int {
    switch self {
    case .heading, .key, .bad: cncurses_bold
    case .accent: cncurses_bold | cncurses_underlined
    case .selected: cncurses_reversed
    case .match, .bar: hasColours ? 0 : cncurses_reversed
    case .warning: hasColours ? 0 : cncurses_underlined
    case .quiet: hasGrey ? 0 : cncurses_dim
    case .normal, .good, .jsonName, .jsonString, .jsonNumber, .jsonLiteral: 0
    }
  }
}
