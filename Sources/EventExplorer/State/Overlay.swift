/// What stands over a screen and takes the keys.
enum Overlay: Hashable, Sendable {
  case help(HelpPage)
  case palette(CommandPalette)
  case parameters(ParametersPanel)
  case menu
  case form
  case search(SearchInput)

  /// Whether every printable key is text in it.
  var takesText: Bool {
    switch self {
    case .palette, .form, .search: true
    case .parameters(let panel): panel.field != nil
    case .help, .menu: false
    }
  }
}
