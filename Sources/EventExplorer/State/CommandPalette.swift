import TerminalScreen

/// The line in which a command is given by its name.
struct CommandPalette: Hashable, Sendable {
  /// What was typed.
  var field = TextField()
  /// The chosen one of those that match.
  var selected = 0

  /// The actions whose name holds what was typed, those that begin with it first.
  var matches: [ExplorerAction] {
    let typed = field.text.lowercased()
    let all = ExplorerAction.allCases
    return all.filter { $0.rawValue.hasPrefix(typed) }
      + all.filter { !$0.rawValue.hasPrefix(typed) && $0.rawValue.contains(typed) }
  }
}

extension ExplorerState {
  mutating func handlePalette(_ palette: CommandPalette, _ key: Key) {
    var palette = palette
    switch key {
    case .escape:
      overlay = nil
      return
    case .enter:
      overlay = nil
      let matches = palette.matches
      guard matches.indices.contains(palette.selected) else {
        return say("no command is called so: ? lists them", .warning)
      }
      return perform(matches[palette.selected])
    case .up: palette.selected = max(0, palette.selected - 1)
    case .down: palette.selected = min(max(0, palette.matches.count - 1), palette.selected + 1)
    case .tab, .right:
      if let match = palette.matches.dropFirst(palette.selected).first {
        palette.field.set(match.rawValue)
        palette.selected = 0
      }
    default:
      let before = palette.field.text
      _ = palette.field.handle(key)
      if palette.field.text != before { palette.selected = 0 }
    }
    overlay = .palette(palette)
  }

  /// Takes a key of the help, which goes back to what it stands over.
  mutating func handleHelp(top: Int, over: Overlay?, _ key: Key) {
    switch keys.action(of: key) {
    case .up: scrollHelp(to: top - 1, over: over)
    case .down: scrollHelp(to: top + 1, over: over)
    case .pageUp, .halfUp: scrollHelp(to: top - 10, over: over)
    case .pageDown, .halfDown, .pause: scrollHelp(to: top + 10, over: over)
    case .first: scrollHelp(to: 0, over: over)
    case .last: scrollHelp(to: .max, over: over)
    case .back, .leave, .help, .open: overlay = over
    default: break
    }
  }

  /// Shows the help from a line on, or its last ones.
  mutating func scrollHelp(to top: Int, over: Overlay?) {
    let help = HelpView(state: self, layout: layout, top: 0)
    overlay = .help(top: min(max(0, top), help.furthestTop), over: over)
  }
}
