import TerminalScreen

/// How screen 5 divides its content.
struct ReadModelLayout: Hashable, Sendable {
  /// The line in which the reader is chosen; nil if there is no room.
  let readerRow: Int?
  /// The line of the totals, or of a rebuild.
  let totalsRow: Int
  /// The accounts; empty if the pane stands in their place.
  let list: Rect
  /// The events that are missing of one; empty if none are looked at.
  let pane: Rect

  init(_ frame: FrameLayout, hasPane: Bool) {
    let content = frame.content
    let hasReader = content.size.rows >= 8
    readerRow = hasReader ? content.row : nil
    totalsRow = content.row + (hasReader ? 1 : 0)
    let head = hasReader ? 2 : 1
    func part(from row: Int, rows: Int) -> Rect {
      Rect(
        row: row, column: content.column, rows: max(0, rows), columns: content.size.columns)
    }
    let rows = content.size.rows - head
    let first = content.row + head
    let none = Rect(row: first, column: content.column, rows: 0, columns: 0)
    guard hasPane else {
      (list, pane) = (part(from: first, rows: rows), none)
      return
    }
    guard rows >= 14 else {
      (list, pane) = (none, part(from: first, rows: rows))
      return
    }
    let upper = rows / 2
    (list, pane) = (
      part(from: first, rows: upper), part(from: first + upper + 1, rows: rows - upper - 1)
    )
  }

  /// The rows for accounts: all but the headings'.
  var listRows: Int { max(1, list.size.rows - 1) }

  /// The rows for events: all but those of the account and the headings.
  var paneRows: Int { max(1, pane.size.rows - 2) }
}
