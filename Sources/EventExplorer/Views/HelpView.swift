import TerminalScreen

/// The keys and what they do on this screen, made from the key map; what has no use here comes last, with
/// the reason.
struct HelpView {
  let top: Int
  private let lines: [Line]
  private let panel: PanelView

  /// A line of the help.
  private enum Line {
    /// An action's keys, and what it does.
    case action(keys: String, words: String, isOfUse: Bool)
    /// Why what follows has no use here.
    case obstacle(String)
  }

  init(state: ExplorerState, layout: FrameLayout, top: Int) {
    self.top = top
    lines = Self.lines(state)
    panel = PanelView(title: "Keys", columns: 74, rows: lines.count + 1, layout: layout)
  }

  /// The first line that is shown when the last one is in view.
  var furthestTop: Int { max(0, lines.count - panel.inside.size.rows) }

  func draw(into grid: inout Grid) {
    panel.draw(into: &grid)
    let inside = panel.inside
    let first = min(top, furthestTop)
    for (offset, line) in lines.dropFirst(first).prefix(inside.size.rows).enumerated() {
      draw(
        line,
        Rect(
          row: inside.row + offset, column: inside.column, rows: 1, columns: inside.size.columns),
        &grid)
    }
  }

  private func draw(_ line: Line, _ place: Rect, _ grid: inout Grid) {
    switch line {
    case .obstacle(let words):
      grid.write(
        words.truncated(to: place.size.columns), row: place.row, column: place.column,
        style: Style(.heading), limit: place.size.columns)
    case .action(let keys, let words, let isOfUse):
      let width = min(16, place.size.columns / 2)
      grid.write(
        keys.fitted(to: width), row: place.row, column: place.column,
        style: isOfUse ? Style(.key, bold: true) : Style(.quiet), limit: width)
      grid.write(
        words, row: place.row, column: place.column + width + 1,
        style: Style(isOfUse ? .normal : .quiet), limit: max(0, place.size.columns - width - 1))
    }
  }

  private static func lines(_ state: ExplorerState) -> [Line] {
    var lines: [Line] = []
    var useless: [(obstacle: String, lines: [Line])] = []
    for action in ExplorerAction.allCases {
      let keys = state.keys.keys(of: action).map(\.name).joined(separator: " ")
      guard !keys.isEmpty else { continue }
      let obstacle = state.obstacle(to: action)
      let line = Line.action(keys: keys, words: action.words, isOfUse: obstacle == nil)
      if let obstacle {
        if let place = useless.firstIndex(where: { $0.obstacle == obstacle }) {
          useless[place].lines.append(line)
        } else {
          useless.append((obstacle, [line]))
        }
      } else {
        lines.append(line)
      }
    }
    return lines + useless.flatMap { [.obstacle("No use here: \($0.obstacle)")] + $0.lines }
  }
}
