import TerminalScreen

/// The prompt for the file that a screen is exported to.
struct ExportView {
  let prompt: ExportPrompt
  let content: Export.Content?
  let layout: FrameLayout

  func draw(into frame: inout Frame) {
    let columns = 66
    let title = "Export \(content?.words ?? "")".truncated(to: columns - 2)
    let panel = PanelView(title: title, columns: columns, rows: 4, layout: layout)
    panel.draw(into: &frame.grid)
    let inside = panel.inside
    let column = prompt.field.draw(
      into: &frame.grid, row: inside.row, column: inside.column, columns: inside.size.columns,
      isActive: true, style: Style(.normal, underlined: true))
    frame.cursor = Frame.Cursor(row: inside.row, column: column)
    let words =
      prompt.problem
      ?? (prompt.isWriting
        ? "writing …"
        : "\(content?.endings ?? ""); any other: text. A file that is there is never overwritten.")
    for (offset, line) in words.wrapped(to: max(1, inside.size.columns)).enumerated()
    where offset + 1 < inside.size.rows {
      frame.grid.write(
        line, row: inside.row + 1 + offset, column: inside.column,
        style: Style(prompt.problem == nil ? .quiet : .bad), limit: inside.size.columns)
    }
  }
}
