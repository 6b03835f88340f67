import TerminalScreen

/// The help as far as it was scrolled.
struct HelpPage: Hashable, Sendable {
  /// What it tells.
  enum Content: Hashable, Sendable {
    /// What each key does here.
    case keys
    /// Every action by its name, with its keys.
    case actions
  }

  /// What it tells.
  var content = Content.keys
  /// The first line that is shown.
  var top = 0
  /// What it stands over and goes back to.
  var under: [Overlay] = []
}

extension ExplorerState {
  /// Opens the help over what is open.
  mutating func openHelp(_ content: HelpPage.Content) {
    overlay = .help(HelpPage(content: content, under: overlay.map { [$0] } ?? []))
  }

  /// Takes a key of the help, which goes back to what it stands over.
  mutating func handleHelp(_ page: HelpPage, _ key: Key) {
    switch panelAction(of: key) {
    case .up: scroll(page, by: -1)
    case .down: scroll(page, by: 1)
    case .pageUp, .halfUp: scroll(page, by: -10)
    case .pageDown, .halfDown, .pause: scroll(page, by: 10)
    case .first: scroll(page, by: -page.top)
    case .last: scroll(page, by: 1 << 20)
    case .back, .leave, .help, .open: overlay = page.under.first
    default: break
    }
  }

  /// Moves the help on by so many lines, as far as there are any.
  mutating func scroll(_ page: HelpPage, by lines: Int) {
    let help = HelpView(state: self, layout: layout, page: page)
    var moved = page
    moved.top = min(max(0, min(page.top, help.furthestTop) + lines), help.furthestTop)
    overlay = .help(moved)
  }

  /// What a key does in a panel: Enter, Esc and the keys that move are what they are named, whatever they were
  /// bound to.
  func panelAction(of key: Key) -> ExplorerAction? {
    switch key {
    case .up: .up
    case .down: .down
    case .left: .left
    case .right: .right
    case .pageUp: .pageUp
    case .pageDown: .pageDown
    case .home: .first
    case .end: .last
    case .enter: .open
    case .escape: .back
    case .tab: .nextPane
    default: keys.action(of: key)
    }
  }
}
