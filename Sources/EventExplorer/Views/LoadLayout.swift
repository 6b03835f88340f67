import TerminalScreen

/// Where the entries of screen 6's form stand: in two columns, or one below the other where there is less room.
struct LoadLayout {
  /// An entry's place.
  struct Place {
    var entry: LoadForm.Entry
    var rect: Rect
  }

  /// The entries in view.
  let places: [Place]
  /// Headings and where they stand.
  let headings: [(text: String, row: Int, column: Int)]
  /// Where the words about the chosen entry stand.
  let words: Rect

  init(_ content: Rect, selected: LoadForm.Entry) {
    let (rows, columns) = (content.size.rows, content.size.columns)
    guard rows >= 10, columns >= 70 else {
      let wordRows = rows >= 16 ? 2 : 0
      let room = max(1, rows - wordRows)
      let all = LoadForm.entries
      let chosen = all.firstIndex(of: selected) ?? 0
      let first = min(max(0, chosen - room / 2), max(0, all.count - room))
      places = all.dropFirst(first).prefix(room).enumerated().map { offset, entry in
        Place(
          entry: entry,
          rect: Rect(row: content.row + offset, column: content.column, rows: 1, columns: columns))
      }
      headings = []
      words = Rect(
        row: content.row + rows - wordRows, column: content.column, rows: wordRows, columns: columns
      )
      return
    }
    // Where there is room, the parts stand apart.
    let gap = rows >= 16 ? 1 : 0
    let first = content.row + gap
    let head = first + 1 + gap
    let left = min(60, (columns - 4) * 6 / 11)
    let right = content.column + left + 4
    places = LoadForm.entries.enumerated().map { place, entry in
      switch entry {
      case .run:
        return Place(
          entry: entry, rect: Rect(row: first, column: content.column, rows: 1, columns: columns))
      case .architecture:
        return Place(
          entry: entry,
          rect: Rect(row: head + place, column: content.column, rows: 1, columns: left))
      case .parameter:
        let row = head + place - Self.firstParameter + 1
        let room = min(36, columns - left - 4)
        return Place(entry: entry, rect: Rect(row: row, column: right, rows: 1, columns: room))
      }
    }
    headings = [("ARCHITECTURES", head, content.column + 1), ("LOAD", head, right + 1)]
    let end = head + LoadParameter.allCases.count + 1 + gap
    words = Rect(
      row: end, column: content.column, rows: content.row + rows - end, columns: columns)
  }

  /// The place of the first parameter among the entries.
  private static let firstParameter = LoadForm.entries.count - LoadParameter.allCases.count

  /// The entry at a place of the screen.
  func entry(atRow row: Int, column: Int) -> LoadForm.Entry? {
    places.first { $0.rect.contains(row: row, column: column) }?.entry
  }
}
