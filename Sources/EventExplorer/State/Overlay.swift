/// What stands over a screen and takes the keys.
enum Overlay: Hashable, Sendable {
  case help(HelpPage)
  case palette(CommandPalette)
  case parameters(ParametersPanel)
  case menu
  case form
  case search(SearchInput)
  case filter(LineInput)
  case goTo(LineInput)
  /// A value that is typed into the form of screen 6.
  case value(TextField)
  case export(ExportPrompt)
  case summary(top: Int)
  /// What was appended here.
  case appended(top: Int)

  /// Whether every printable key is text in it.
  var takesText: Bool {
    switch self {
    case .palette, .form, .search, .filter, .goTo, .value, .export: true
    case .parameters(let panel): panel.field != nil
    case .help, .menu, .summary, .appended: false
    }
  }
}
