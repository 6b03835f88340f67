import TerminalScreen

/// Where the parts of the frame stand.
struct FrameLayout: Hashable, Sendable {
  /// The smallest terminal that holds the frame.
  static let smallest = TerminalSize(columns: 20, rows: 5)

  let size: TerminalSize
  /// The rows under the content in which a scenario speaks.
  var bandRows = 0

  /// How many rows there are for a scenario to speak in: a line above, and up to three of text.
  static func bandRows(in size: TerminalSize) -> Int {
    switch size.rows {
    case ..<8: 0
    case ..<12: 2
    case ..<18: 3
    default: 4
    }
  }

  /// Whether the frame has room.
  var fits: Bool {
    size.columns >= Self.smallest.columns && size.rows >= Self.smallest.rows
  }

  /// Whether the tabs have a row.
  var hasTabs: Bool { size.rows >= 10 }
  /// Whether the content stands in a box.
  var hasBox: Bool { size.rows >= 30 && size.columns >= 40 }
  /// Whether the message has a row of its own; if not, it takes the key line's.
  var hasMessageRow: Bool { size.rows >= 7 }

  var tabsRow: Int { 1 }
  var messageRow: Int { hasMessageRow ? size.rows - 2 : size.rows - 1 }
  var keysRow: Int { size.rows - 1 }

  /// All between tabs and message, or a scenario's band.
  var body: Rect {
    let top = hasTabs ? 2 : 1
    return Rect(row: top, column: 0, rows: messageRow - bandRows - top, columns: size.columns)
  }

  /// Where a scenario speaks, between the body and the message; empty where none does.
  var band: Rect {
    Rect(row: messageRow - bandRows, column: 0, rows: bandRows, columns: size.columns)
  }

  /// What the screen draws into.
  var content: Rect { hasBox ? body.inset() : body }
}

/// How screen 1 divides its content.
struct LiveLayout: Hashable, Sendable {
  /// The list; empty if the pane stands in its place.
  let list: Rect
  /// The pane; empty if there is no room beside the list.
  let pane: Rect
  /// Whether both are in view.
  let hasBoth: Bool

  init(_ frame: FrameLayout, showsPane: Bool) {
    let content = frame.content
    let none = Rect(row: content.row, column: content.column, rows: 0, columns: 0)
    hasBoth = frame.size.columns >= 100
    if hasBoth {
      let paneColumns = 44
      let listColumns = content.size.columns - paneColumns - 2
      list = Rect(
        row: content.row, column: content.column, rows: content.size.rows, columns: listColumns)
      pane = Rect(
        row: content.row, column: content.column + listColumns + 2, rows: content.size.rows,
        columns: paneColumns)
    } else {
      (list, pane) = showsPane ? (none, content) : (content, none)
    }
  }

  /// The rows for events: all but the headings'.
  var listRows: Int { max(1, list.size.rows - 1) }
}

/// How screen 3 divides its content.
struct StreamLayout: Hashable, Sendable {
  /// The filter's line; empty where there is no room.
  let filter: Rect
  /// The histogram's bars; empty where there is no room.
  let histogram: Rect
  /// The line under the bars, with the times.
  let axisRow: Int
  /// The list.
  let list: Rect

  init(_ frame: FrameLayout) {
    let content = frame.content
    let hasFilter = content.size.rows >= 5
    let bars = content.size.rows >= 24 ? 4 : content.size.rows >= 14 ? 2 : 0
    var row = content.row
    func part(rows: Int, inset: Int = 0) -> Rect {
      defer { row += rows }
      return Rect(
        row: row, column: content.column + inset, rows: rows,
        columns: max(0, content.size.columns - 2 * inset))
    }
    filter = part(rows: hasFilter ? 1 : 0)
    histogram = part(rows: bars, inset: 1)
    axisRow = row
    if bars > 0 { row += 1 }
    list = Rect(
      row: row, column: content.column, rows: content.row + content.size.rows - row,
      columns: content.size.columns)
  }

  /// The rows for events: all but the headings'.
  var listRows: Int { max(1, list.size.rows - 1) }
}

/// How an open aggregate divides its content.
struct HistoryLayout: Hashable, Sendable {
  /// The events; empty if the details stand in their place.
  let events: Rect
  /// The selected event's JSON; empty if there is no room.
  let json: Rect
  /// Its id taken apart, and the state.
  let state: Rect

  init(_ frame: FrameLayout, focus: OpenAggregate.Focus?) {
    let content = frame.content
    let none = Rect(row: content.row, column: content.column, rows: 0, columns: 0)
    guard content.size.rows >= 14 else {
      events = focus == .details ? none : content
      (json, state) = focus == .details ? Self.halves(content) : (none, none)
      return
    }
    let rows = content.size.rows / 2
    events = Rect(
      row: content.row, column: content.column, rows: rows, columns: content.size.columns)
    (json, state) = Self.halves(
      Rect(
        row: content.row + rows + 1, column: content.column,
        rows: content.size.rows - rows - 1, columns: content.size.columns))
  }

  private static func halves(_ rect: Rect) -> (Rect, Rect) {
    guard rect.size.columns >= 60 else {
      let rows = rect.size.rows / 2
      return (
        Rect(row: rect.row, column: rect.column, rows: rows, columns: rect.size.columns),
        Rect(
          row: rect.row + rows, column: rect.column, rows: rect.size.rows - rows,
          columns: rect.size.columns)
      )
    }
    let columns = rect.size.columns / 2
    return (
      Rect(row: rect.row, column: rect.column, rows: rect.size.rows, columns: columns - 1),
      Rect(
        row: rect.row, column: rect.column + columns + 1, rows: rect.size.rows,
        columns: rect.size.columns - columns - 1)
    )
  }

  /// The rows for events: all but the headings'.
  var listRows: Int { max(1, events.size.rows - 1) }
}
