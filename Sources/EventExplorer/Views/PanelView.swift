import TerminalScreen

/// A panel over the screen: a box with an empty inside.
struct PanelView {
  /// The inside.
  let inside: Rect
  private let box: Rect
  private let around: Rect
  private let title: String

  /// A panel of a size, in the middle; as large as there is room.
  init(title: String, columns: Int, rows: Int, layout: FrameLayout) {
    let body = layout.content
    around = body
    let width = min(columns + 4, body.size.columns)
    let height = min(rows + 2, body.size.rows)
    box = Rect(
      row: body.row + (body.size.rows - height) / 2,
      column: body.column + (body.size.columns - width) / 2, rows: height, columns: width)
    self.title = title
    inside = height >= 3 && width >= 6 ? box.inset(rows: 1, columns: 2) : box
  }

  /// Draws the box, set off from the screen under it by two columns.
  func draw(into grid: inout Grid) {
    grid.fill(box.inset(rows: 0, columns: -2).intersection(around))
    guard inside != box else { return }
    grid.drawBox(box, title: title, style: Style(.accent))
  }
}
