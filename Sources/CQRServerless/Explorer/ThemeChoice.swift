import Glibc
import TerminalScreen

/// Which theme is shown: the one that was chosen, on the background that there is.
struct ThemeChoice {
  /// The one that was chosen.
  var name: ThemeName
  /// The terminal's background; nil while it is not known.
  var background: TerminalBackground?
  /// How roles look that do not look as in the theme.
  var changes: [Style.Role: Theme.Look] = [:]

  /// The theme.
  var theme: Theme {
    var theme: Theme =
      switch name {
      case .dark: .dark
      case .light: .light
      case .auto: .standard(for: background ?? .dark)
      }
    for (role, look) in changes { theme[role] = look }
    return theme
  }
}

extension TerminalBackground {
  /// What the environment says of the terminal's background.
  static var ofEnvironment: TerminalBackground? {
    TerminalBackground(colourVariable: getenv("COLORFGBG").map { String(cString: $0) })
  }
}
