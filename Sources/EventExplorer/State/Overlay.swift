/// What stands over a screen and takes the keys.
enum Overlay: Hashable, Sendable {
  case help(top: Int)
  case palette(CommandPalette)
  case parameters(ParametersPanel)
  case menu
  case form
  case search(SearchInput)
}
