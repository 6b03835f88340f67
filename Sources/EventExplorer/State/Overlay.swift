/// What stands over a screen and takes the keys.
indirect enum Overlay: Hashable, Sendable {
  case help(top: Int, over: Overlay?)
  case palette(CommandPalette)
  case parameters(ParametersPanel)
  case menu
  case form
  case search(SearchInput)
  case filter(LineInput)
  case goTo(LineInput)

  /// Whether every printable key is text in it.
  var takesText: Bool {
    switch self {
    case .palette, .form, .search, .filter, .goTo: true
    case .parameters(let panel): panel.field != nil
    case .help, .menu: false
    }
  }
}
