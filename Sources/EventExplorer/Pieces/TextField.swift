import TerminalScreen

/// A line of text that is edited as in a shell.
struct TextField: Hashable, Sendable {
  /// The most that it holds, in bytes.
  static let largest = 1 << 20

  private(set) var text: String
  /// Where the next character goes, in characters.
  private(set) var cursor: Int

  /// Creates a field, its cursor at the end.
  init(_ text: String = "") {
    self.text = text
    cursor = text.count
  }

  /// Replaces the text; the cursor goes to its end.
  mutating func set(_ text: String) { self = TextField(text) }

  /// Takes a key.
  /// - Returns: Whether it is one that edits.
  mutating func handle(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .left, .control("b"): cursor = max(0, cursor - 1)
    case .right, .control("f"): cursor = min(text.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = text.count
    case .backspace, .control("h"): remove(max(0, cursor - 1)..<cursor)
    case .delete, .control("d"): remove(cursor..<min(text.count, cursor + 1))
    case .control("k"): remove(cursor..<text.count)
    case .control("u"): remove(0..<cursor)
    case .control("w"): remove(wordStart..<cursor)
    default: return false
    }
    return true
  }

  /// Inserts a pasted text; its line ends are text.
  mutating func paste(_ text: String) { insert(text) }

  private mutating func insert(_ inserted: String) {
    guard text.utf8.count + inserted.utf8.count <= Self.largest else { return }
    let place = index(cursor)
    let after = text[place...]
    text = text[..<place] + inserted + after
    // What was inserted may join with its neighbours into one character.
    cursor = text.count - after.count
    cursor = min(max(0, cursor), text.count)
  }

  private mutating func remove(_ range: Range<Int>) {
    text.removeSubrange(index(range.lowerBound)..<index(range.upperBound))
    cursor = min(range.lowerBound, text.count)
  }

  /// Where the word before the cursor begins.
  private var wordStart: Int {
    let before = text[..<index(cursor)]
    let trimmed = before.reversed().drop { $0.isWhitespace }.drop { !$0.isWhitespace }
    return trimmed.count
  }

  private func index(_ place: Int) -> String.Index {
    text.index(text.startIndex, offsetBy: place)
  }

  // MARK: Drawing

  /// Draws the field, scrolled such that the cursor is in view.
  /// - Returns: The cursor's column.
  func draw(
    into grid: inout Grid, row: Int, column: Int, columns: Int, isActive: Bool, style: Style
  ) -> Int {
    let room = max(1, columns)
    // Enough of the text before the cursor to fill the field; a megabyte is not measured for it.
    let place = index(cursor)
    var start = place
    var before = 0
    while start > text.startIndex {
      let previous = text.index(before: start)
      let width = String(text[previous]).displayWidth
      guard before + width < room else { break }
      before += width
      start = previous
    }
    if !isActive { (start, before) = (text.startIndex, 0) }
    let shown = String(text[start...].prefix(room + 1)).truncated(to: room)
    let drawn = grid.write(shown, row: row, column: column, style: style, limit: room)
    if drawn < room, style.isUnderlined {
      grid.write(
        String(repeating: " ", count: room - drawn), row: row, column: column + drawn, style: style)
    }
    return column + min(before, room - 1)
  }
}
