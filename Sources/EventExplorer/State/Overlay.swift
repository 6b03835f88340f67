/// What stands over a screen and takes the keys.
indirect enum Overlay: Hashable, Sendable {
  case help(top: Int, over: Overlay?)
  case palette(CommandPalette)
  case parameters(ParametersPanel)
  case menu
  case form
  case search(SearchInput)
  case summary(top: Int)

  /// Whether every printable key is text in it.
  var takesText: Bool {
    switch self {
    case .palette, .form, .search: true
    case .parameters(let panel): panel.field != nil
    case .help, .menu, .summary: false
    }
  }
}
