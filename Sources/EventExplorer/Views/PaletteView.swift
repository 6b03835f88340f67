import TerminalScreen

/// The command palette.
struct PaletteView {
  let palette: CommandPalette
  let layout: FrameLayout
  let state: ExplorerState

  func draw(into frame: inout Frame) {
    let matches = palette.matches
    let panel = PanelView(
      title: "Command", columns: 66, rows: min(12, matches.count) + 1, layout: layout)
    panel.draw(into: &frame.grid)
    let inside = panel.inside
    frame.grid.write(":", row: inside.row, column: inside.column, style: Style(.key))
    let column = palette.field.draw(
      into: &frame.grid, row: inside.row, column: inside.column + 1,
      columns: max(1, inside.size.columns - 1), isActive: true, style: .normal)
    frame.cursor = Frame.Cursor(row: inside.row, column: column)
    let room = max(0, inside.size.rows - 1)
    let first = max(0, palette.selected - room + 1)
    for (offset, action) in matches.dropFirst(first).prefix(room).enumerated() {
      let row = inside.row + 1 + offset
      let key = state.keys.keys(of: action).first?.name ?? ""
      let obstacle = state.obstacle(to: action)
      let text = action.rawValue.fitted(to: 18) + key.fitted(to: 8) + (obstacle ?? action.words)
      frame.grid.write(
        text.fitted(to: inside.size.columns), row: row, column: inside.column,
        style: Style(
          obstacle == nil ? .normal : .quiet, reversed: first + offset == palette.selected),
        limit: inside.size.columns)
    }
  }
}
