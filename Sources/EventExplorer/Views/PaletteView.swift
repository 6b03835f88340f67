import TerminalScreen

/// The command palette: a line to type in, what matches, and a line on what is chosen.
struct PaletteView {
  let palette: CommandPalette
  let layout: FrameLayout
  let state: ExplorerState

  private static let rows = 14
  private static let nameColumns = 18
  private static let keyColumns = 14

  func draw(into frame: inout Frame) {
    let items = state.paletteItems(for: palette.field.text)
    let panel = PanelView(title: "Command", columns: 72, rows: Self.rows, layout: layout)
    panel.draw(into: &frame.grid)
    let inside = panel.inside
    frame.grid.write(":", row: inside.row, column: inside.column, style: Style(.key, bold: true))
    let column = palette.field.draw(
      into: &frame.grid, row: inside.row, column: inside.column + 1,
      columns: max(1, inside.size.columns - 1), isActive: true, style: .normal)
    frame.cursor = Frame.Cursor(row: inside.row, column: column)
    let hasNote = inside.size.rows > 3
    let room = max(0, inside.size.rows - (hasNote ? 2 : 1))
    let first = max(0, palette.selected - room + 1)
    for (offset, item) in items.dropFirst(first).prefix(room).enumerated() {
      draw(
        item, isSelected: first + offset == palette.selected,
        Rect(
          row: inside.row + 1 + offset, column: inside.column, rows: 1,
          columns: inside.size.columns),
        into: &frame.grid)
    }
    guard hasNote else { return }
    frame.grid.write(
      note(items).truncated(to: inside.size.columns), row: inside.row + inside.size.rows - 1,
      column: inside.column, style: Style(noteRole(items)), limit: inside.size.columns)
  }

  private func draw(
    _ item: PaletteItem, isSelected: Bool, _ place: Rect, into grid: inout Grid
  ) {
    let hasUse = item.obstacle == nil
    let columns = place.size.columns
    // What no key does has room for a long name.
    let room = item.keys.isEmpty ? columns - item.words.displayWidth - 1 : 0
    let name = max(min(Self.nameColumns, columns), room)
    grid.write(
      item.name.truncated(to: name), row: place.row, column: place.column,
      style: Style(hasUse ? .normal : .quiet))
    if item.keys.isEmpty {
      let usual = min(Self.nameColumns + Self.keyColumns, columns)
      let words = max(0, columns - max(usual, min(item.name.displayWidth, name) + 1))
      grid.write(
        item.words.truncated(to: words), row: place.row, column: place.column + columns - words,
        style: Style(.quiet), limit: words)
    } else if columns > name {
      let keys = min(Self.keyColumns, columns - name)
      grid.write(
        item.keys.truncated(to: keys - 1), row: place.row, column: place.column + name,
        style: !hasUse ? Style(.quiet) : hasValue(item) ? .normal : Style(.key, bold: true))
      let words = max(0, columns - name - keys)
      grid.write(
        item.words.truncated(to: words), row: place.row, column: place.column + name + keys,
        style: Style(.quiet), limit: words)
    }
    guard isSelected else { return }
    grid.restyle(place) { $0.isReversed = true }
  }

  /// Whether a value stands where others have their keys.
  private func hasValue(_ item: PaletteItem) -> Bool {
    if case .complete = item.deed { true } else { false }
  }

  private func noteRole(_ items: [PaletteItem]) -> Style.Role {
    items.isEmpty || selected(items)?.obstacle != nil ? .warning : .quiet
  }

  private func selected(_ items: [PaletteItem]) -> PaletteItem? {
    items.dropFirst(palette.selected).first
  }

  /// What there is to say on the chosen line: why it has no use here, or which values it takes.
  private func note(_ items: [PaletteItem]) -> String {
    guard let item = selected(items) else {
      let (name, value) = ExplorerState.command(in: palette.field.text)
      guard value != nil, let command = ValueCommand(rawValue: name) else {
        return "nothing is called so"
      }
      return "\(name) is \(command.range)"
    }
    if let obstacle = item.obstacle { return obstacle }
    switch item.deed {
    case .set(let command, _), .complete(let command), .goOn(let command):
      let now = state.value(of: command)
      return now.isEmpty ? command.range : "\(command.range), now \(now)"
    case .perform, .quick:
      // Where the words had no room they are told in full.
      return item.words.displayWidth > 72 - Self.nameColumns - Self.keyColumns
        ? item.words : Shown.count(items.count, "command")
    }
  }
}
