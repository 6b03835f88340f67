import TerminalScreen

/// How screen 4 divides its content.
struct SkewLayout: Hashable, Sendable {
  /// What stands under the lists.
  enum Panel: CaseIterable, Hashable, Sendable {
    /// Inversions a second, and what the readers delivered.
    case inversions
    /// The writers' clocks.
    case clocks
    /// How far events stand from where they were committed.
    case distances
  }

  /// The order of commits; where the screen is narrow the only list.
  let commits: Rect
  /// The lines between the lists; empty where there is one.
  let gutter: Rect
  /// The order of the index; empty where there is one list.
  let index: Rect
  /// The row of the line above the panels; nil without panels.
  let line: Int?
  /// Room for panels beside each other.
  let slots: [Rect]

  /// Under this width there is one list.
  private static let leastColumns = 58

  init(_ frame: FrameLayout) {
    let content = frame.content
    let (rows, columns) = (content.size.rows, content.size.columns)
    let panelRows =
      switch rows {
      case 28...: 8
      case 18...: 6
      case 12...: 3
      default: 0
      }
    let listRows = panelRows == 0 ? rows : rows - panelRows - 1
    func list(_ offset: Int, _ columns: Int) -> Rect {
      Rect(row: content.row, column: content.column + offset, rows: listRows, columns: columns)
    }
    if columns < Self.leastColumns {
      (commits, gutter, index) = (list(0, columns), list(0, 0), list(0, 0))
    } else {
      let gutterColumns = min(24, max(10, columns / 4))
      let left = (columns - gutterColumns) * 46 / 100
      commits = list(0, left)
      gutter = list(left, gutterColumns)
      index = list(left + gutterColumns, columns - left - gutterColumns)
    }
    guard panelRows > 0 else {
      (line, slots) = (nil, [])
      return
    }
    let top = content.row + listRows + 1
    line = top - 1
    let count = min(Panel.allCases.count, max(1, columns / 38))
    let width = columns / count
    slots = (0..<count).map { place in
      let isLast = place == count - 1
      return Rect(
        row: top, column: content.column + place * width, rows: panelRows,
        columns: isLast ? columns - place * width : width - 1)
    }
  }

  /// The rows for events: all but the headings'.
  var listRows: Int { max(1, commits.size.rows - 1) }

  /// Why no other panel can be shown; nil if one can.
  var obstacleToPanels: String? {
    if slots.isEmpty { return "the screen has no room for figures" }
    return slots.count == Panel.allCases.count ? "all figures are in view" : nil
  }
}
