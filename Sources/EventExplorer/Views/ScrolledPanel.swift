import TerminalScreen

/// A panel of lines, each a figure or a name and what it is; what does not fit is scrolled.
struct ScrolledPanel {
  /// A line.
  struct Line: Hashable, Sendable {
    var figure = ""
    var words: String
    var role = Style.Role.normal
    var isBold = false
  }

  /// The first line that is shown when the last one is in view.
  let furthestTop: Int

  private let first: Int
  private let lines: [Line]
  private let panel: PanelView
  private let figureWidth: Int
  private let alignsRight: Bool

  private static let columns = 74

  /// A panel in the middle of the screen.
  /// - Parameters:
  ///   - title: Its title.
  ///   - lines: Its lines.
  ///   - figureWidth: How wide the figures' column is.
  ///   - alignsRight: Whether figures end together, not begin.
  ///   - layout: The frame's parts.
  ///   - top: The first line to show.
  init(
    title: String, lines: [Line], figureWidth: Int, alignsRight: Bool = true, layout: FrameLayout,
    top: Int
  ) {
    func panel(_ title: String) -> PanelView {
      PanelView(title: title, columns: Self.columns, rows: lines.count, layout: layout)
    }
    let room = panel("").inside.size.rows
    furthestTop = max(0, lines.count - room)
    first = min(max(0, top), furthestTop)
    let place = furthestTop == 0 ? "" : " \(first + 1)–\(first + room) / \(lines.count)"
    self.lines = lines
    self.panel = panel(title + place)
    self.figureWidth = figureWidth
    self.alignsRight = alignsRight
  }

  func draw(into grid: inout Grid) {
    panel.draw(into: &grid)
    let inside = panel.inside
    for (offset, line) in lines.dropFirst(first).prefix(inside.size.rows).enumerated() {
      let style = Style(line.role, bold: line.isBold)
      let row = inside.row + offset
      grid.write(
        line.figure.fitted(to: figureWidth, alignedRight: alignsRight), row: row,
        column: inside.column, style: style, limit: inside.size.columns)
      let room = max(0, inside.size.columns - figureWidth - 2)
      grid.write(
        line.words.truncated(to: room), row: row, column: inside.column + figureWidth + 2,
        style: style, limit: room)
    }
  }
}

extension ExplorerState {
  /// Takes a key of a panel that is only looked at.
  /// - Returns: The first line that is to be shown, out of range maybe; nil: the panel is closed.
  func scrolled(from top: Int, by key: Key) -> Int? {
    switch panelAction(of: key) {
    case .up: top - 1
    case .down: top + 1
    case .pageUp, .halfUp: top - 10
    case .pageDown, .halfDown: top + 10
    case .first: 0
    case .last: .max
    case .back, .leave, .open: nil
    default: top
    }
  }
}
