import TerminalScreen

/// A line of text that is edited as in a shell.
///
/// A key costs what a copy of the text costs, not what counting its characters does: a megabyte is edited
/// as quickly as a word.
struct TextField: Hashable, Sendable {
  /// The most that a line holds, in bytes, where nothing else is said.
  static let line = 4_096

  /// The most that it holds, in bytes.
  let limit: Int
  private(set) var text: String
  /// Where the next character goes: the bytes of the text before it.
  private(set) var cursor: Int

  /// Creates a field, its cursor at the end.
  init(_ text: String = "", limit: Int = TextField.line) {
    self.limit = limit
    self.text = text
    self.text.makeContiguousUTF8()
    cursor = self.text.utf8.count
  }

  /// Whether the cursor stands after all text.
  var isAtEnd: Bool { cursor == text.utf8.count }

  /// Replaces the text; the cursor goes to its end.
  mutating func set(_ text: String) { self = TextField(text, limit: limit) }

  /// Moves the cursor to a byte of the text, or to the beginning of the character that it is in.
  mutating func moveCursor(to offset: Int) {
    let place = text.utf8.index(text.startIndex, offsetBy: min(max(0, offset), text.utf8.count))
    cursor = self.offset(of: text.indices(around: place).from)
  }

  /// Takes a key.
  /// - Returns: Whether it is one that edits.
  mutating func handle(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .left, .control("b"): cursor = offset(of: before(place))
    case .right, .control("f"): cursor = offset(of: after(place))
    case .alt("b"): cursor = offset(of: wordStart)
    case .alt("f"): cursor = offset(of: wordEnd)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = text.utf8.count
    case .backspace, .control("h"): remove(before(place)..<place)
    case .delete, .control("d"): remove(place..<after(place))
    case .alt("d"): remove(place..<wordEnd)
    case .control("k"): remove(place..<text.endIndex)
    case .control("u"): remove(text.startIndex..<place)
    case .control("w"): remove(wordStart..<place)
    default: return false
    }
    return true
  }

  /// Whether a key edits, which is more than text.
  static func takes(_ key: Key) -> Bool {
    var field = TextField()
    return field.handle(key)
  }

  /// Inserts a pasted text; its line ends are text.
  /// - Returns: Whether there was room for it.
  mutating func paste(_ text: String) -> Bool { insert(text) }

  @discardableResult
  private mutating func insert(_ inserted: String) -> Bool {
    guard text.utf8.count + inserted.utf8.count <= limit else { return false }
    text.insert(contentsOf: inserted, at: place)
    putCursor(at: cursor + inserted.utf8.count)
    return true
  }

  private mutating func remove(_ range: Range<String.Index>) {
    let start = offset(of: range.lowerBound)
    text.removeSubrange(range)
    putCursor(at: start)
  }

  /// Puts the cursor at a byte, or after the character that what stands on both sides has joined into.
  private mutating func putCursor(at offset: Int) {
    let place = text.utf8.index(text.startIndex, offsetBy: offset)
    cursor = self.offset(of: text.indices(around: place).through)
  }

  // MARK: Places

  private var place: String.Index { text.utf8.index(text.startIndex, offsetBy: cursor) }

  private func offset(of place: String.Index) -> Int {
    text.utf8.distance(from: text.startIndex, to: place)
  }

  private func before(_ place: String.Index) -> String.Index {
    place > text.startIndex ? text.index(before: place) : place
  }

  private func after(_ place: String.Index) -> String.Index {
    place < text.endIndex ? text.index(after: place) : place
  }

  /// Where the word before the cursor begins.
  private var wordStart: String.Index {
    let word = text[..<place].lastIndex { !$0.isWhitespace }
    let gap = word.flatMap { text[...$0].lastIndex(where: \.isWhitespace) }
    return gap.map(after) ?? text.startIndex
  }

  /// Where the word after the cursor ends.
  private var wordEnd: String.Index {
    let word = text[place...].firstIndex { !$0.isWhitespace } ?? text.endIndex
    return text[word...].firstIndex(where: \.isWhitespace) ?? text.endIndex
  }

  // MARK: Drawing

  /// Draws the field, scrolled such that the cursor is in view.
  ///
  /// What stands at the byte `flaw` of the text stands out.
  /// - Returns: The cursor's column.
  func draw(
    into grid: inout Grid, row: Int, column: Int, columns: Int, isActive: Bool, style: Style,
    flaw: Int? = nil
  ) -> Int {
    let room = max(1, columns)
    // Enough of the text before the cursor to fill the field; a megabyte is not measured for it.
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
    if let flaw { mark(flaw, from: start, into: &grid, row: row, column: column, room: room) }
    return column + min(before, room - 1)
  }

  private func mark(
    _ flaw: Int, from start: String.Index, into grid: inout Grid, row: Int, column: Int, room: Int
  ) {
    let end = text.utf8.index(text.startIndex, offsetBy: min(max(0, flaw), text.utf8.count))
    let place = text.indices(around: end).from
    guard place >= start, offset(of: place) - offset(of: start) <= room * 8 else { return }
    let before = String(text[start..<place]).displayWidth
    guard before < room else { return }
    let character = place < text.endIndex ? String(text[place]) : " "
    grid.write(
      character, row: row, column: column + before, style: Style(.bad, reversed: true),
      limit: room - before)
  }
}

extension String {
  /// Where the character begins and ends in which a place is; both are the place if it is in none.
  fileprivate func indices(around place: Index) -> (from: Index, through: Index) {
    guard place < endIndex else { return (place, place) }
    let end = index(after: place)  // of the character in which the place is
    let from = index(before: end)
    return from == place ? (place, place) : (from, end)
  }
}
