import TerminalScreen

/// A key of what stands over a screen: the one source of its key line and of its help.
struct OverlayKey: Hashable, Sendable {
  /// The key, or keys that do much the same.
  var keys: String
  /// The word for it in the key line; nil: it has no place there.
  var word: String?
  /// What it does, in a few words of the help.
  var words: String

  init(_ keys: String, _ word: String, _ words: String) {
    (self.keys, self.word, self.words) = (keys, word, words)
  }

  /// One that has no place in the key line.
  init(_ keys: String, _ words: String) {
    (self.keys, self.words) = (keys, words)
  }

  /// What edits a line of text.
  static let editing = [
    OverlayKey("← →", "a character to the left, to the right"),
    OverlayKey("Ctrl-A Ctrl-E", "to the beginning, to the end; so do Home and End"),
    OverlayKey("Alt-B Alt-F", "a word to the left, to the right"),
    OverlayKey("Ctrl-W Alt-D", "delete the word before the cursor, the one after it"),
    OverlayKey("Ctrl-U Ctrl-K", "delete what is before the cursor, what is after it"),
    OverlayKey("Backspace Del", "delete the character before the cursor, the one under it"),
  ]
}

extension ExplorerState {
  /// The keys of something that stands over the screen, the most important first.
  func keys(of overlay: Overlay) -> [OverlayKey] {
    switch overlay {
    case .form: formKeys
    case .search:
      [
        OverlayKey("Enter", "keep", "keep what was found; \(keyName(.nextMatch)) goes on"),
        OverlayKey("Esc", "back", "back to where the search began"),
        OverlayKey("↑ ↓", "recall", "patterns of before, and on again"),
        OverlayKey("~", "at the beginning: a regular expression"),
      ] + OverlayKey.editing
    case .filter:
      [
        OverlayKey("Enter", "keep", "keep the filter"),
        OverlayKey("Esc", "back", "back to the filter of before"),
        OverlayKey("Tab", "complete", "complete a term: type: aggregate: shard: text: is:"),
        OverlayKey("!", "before a term: what it finds is left out"),
      ] + OverlayKey.editing
    case .goTo:
      [
        OverlayKey("Enter", "go", "go there: a time, KSUID, cursor, share (50%) or row"),
        OverlayKey("Esc", "back", "stay here"),
      ] + OverlayKey.editing
    case .parameters(let panel): keys(of: panel)
    case .palette:
      [
        OverlayKey("Enter", "do", "do what is chosen"),
        OverlayKey("Tab", "complete", "complete what is typed; so does → at its end"),
        OverlayKey("↑ ↓", "recall", "choose; ↑ on the first line: commands of before"),
        OverlayKey("PgUp PgDn", "ten lines up, down"),
        OverlayKey("Esc", "close", "close it, do nothing"),
      ] + OverlayKey.editing
    case .help, .summary, .appended:
      [
        OverlayKey("↑↓", "scroll", "a line up, down"),
        OverlayKey("PgUp PgDn", "ten lines up, down"),
        OverlayKey("Esc", "close", "back to what is under it"),
      ]
    case .menu:
      QuickCommand.allCases.map { OverlayKey(String($0.rawValue), $0.words) } + [
        OverlayKey("Enter", "write an event in the form"),
        OverlayKey("Esc", "close", "close it, do nothing"),
      ]
    case .value:
      [
        OverlayKey("Enter", "set", "set the value"),
        OverlayKey("Esc", "leave it", "leave it as it is"),
      ] + OverlayKey.editing
    case .export(let prompt):
      prompt.isWriting
        ? [OverlayKey("Esc", "cancel", "cancel: no file is made")]
        : [
          OverlayKey("Enter", "write", "write the file; its ending chooses the form"),
          OverlayKey("Esc", "close", "close it, write nothing"),
        ] + OverlayKey.editing
    }
  }

  private var formKeys: [OverlayKey] {
    switch draft.phase {
    case .writing:
      [
        OverlayKey("Tab", "next field", "to the next field; Shift-Tab: to the one before"),
        OverlayKey(
          "Enter", "next, then review", "to the next field; in the last: see what is written"),
        OverlayKey("→", "at the end of a field: take the completion"),
        OverlayKey("F4", "editor", "the metadata in $EDITOR"),
        OverlayKey("Backspace", "in an empty event: take back the one added before it"),
        OverlayKey("Esc", "leave, keep", "leave the form, keep the draft"),
      ] + OverlayKey.editing.filter { !$0.keys.hasPrefix("Backspace") }
    case .review:
      [
        OverlayKey("Enter", "append", "append it"),
        OverlayKey("+", "another", "add another event, stored together with it"),
        OverlayKey("Esc", "back to the form", "back to the form"),
      ]
    case .sending: [OverlayKey("Esc", "leave", "leave the form; what is sent is sent")]
    case .conflict:
      [
        OverlayKey("Enter", "append after it", "append after the other's event"),
        OverlayKey("Esc", "back to the form", "back to the form"),
      ]
    }
  }

  private func keys(of panel: ParametersPanel) -> [OverlayKey] {
    if panel.field != nil {
      return [
        OverlayKey("Enter", "set", "set the value"),
        OverlayKey("Esc", "leave it", "leave it as it is"),
      ] + OverlayKey.editing
    }
    let opens = panel.selected == .architecture
    return [
      OverlayKey("↑↓", "choose", "choose a parameter"),
      OverlayKey("←→", "change", "change it"),
      opens
        ? OverlayKey("Enter", "open live", "open the architecture live, with this load")
        : OverlayKey("Enter", "type", "type a value; so do digits"),
      OverlayKey("Esc", "close", "close the panel"),
    ]
      + (canMove ? [ExplorerAction.pause, .step, .slower, .faster] : []).compactMap { action in
        keys.keys(of: action).first.map { OverlayKey($0.name, action.words) }
      }
  }
}
