import TerminalScreen

/// The keys and what they do, made from the key map.
struct HelpView {
  let state: ExplorerState
  let layout: FrameLayout
  let top: Int

  func draw(into grid: inout Grid) {
    let lines = Self.lines(state.keys)
    let panel = PanelView(title: "Keys", columns: 72, rows: lines.count + 1, layout: layout)
    panel.draw(into: &grid)
    let inside = panel.inside
    let first = min(top, max(0, lines.count - inside.size.rows))
    for (offset, line) in lines.dropFirst(first).prefix(inside.size.rows).enumerated() {
      let row = inside.row + offset
      let width = min(16, inside.size.columns / 2)
      grid.write(
        line.keys.fitted(to: width), row: row, column: inside.column,
        style: Style(.key, bold: true),
        limit: width)
      grid.write(
        line.words, row: row, column: inside.column + width + 1,
        limit: max(0, inside.size.columns - width - 1))
    }
  }

  /// The help's lines: an action's keys, and what it does.
  static func lines(_ keys: KeyMap) -> [(keys: String, words: String)] {
    ExplorerAction.allCases.compactMap { action in
      let names = keys.keys(of: action).map(\.name)
      guard !names.isEmpty else { return nil }
      return (names.joined(separator: " "), action.words)
    }
  }
}
