/// What a terminal shows of the bytes that a program has sent it: as much of xterm's language as ncurses speaks.
///
/// Colours are left out, and every character takes one column.
struct TerminalPicture {
  private let columns: Int
  private let rows: Int
  private var cells: [[UInt32]]
  private var (row, column) = (0, 0)
  private var scrolled: ClosedRange<Int>
  private var last = UInt32(ascii: " ")
  private var state = State.ground
  /// The letter that is being put together from its bytes, and how many of them are to come.
  private var letter: (scalar: UInt32, rest: Int) = (0, 0)

  private enum State {
    case ground, escape, control, text, character
  }
  private var parameters: [Int] = []
  private var isPrivate = false

  /// Creates an empty one.
  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    scrolled = 0...rows - 1
    cells = Array(repeating: Self.blank(columns), count: rows)
  }

  private static func blank(_ columns: Int) -> [UInt32] {
    Array(repeating: UInt32(ascii: " "), count: columns)
  }

  /// Whether a text stands in one of its lines.
  func contains(_ text: String) -> Bool {
    let needle = text.unicodeScalars.map(\.value)
    return cells.contains { line in
      line.indices.contains { place in
        line[place] == needle[0] && line[place...].starts(with: needle)
      }
    }
  }

  // MARK: What is sent

  /// Takes what the program has sent.
  mutating func take(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { take(byte) }
  }

  private mutating func take(_ byte: UInt8) {
    switch state {
    case .ground: takeText(byte)
    case .escape: takeEscape(byte)
    case .control: takeControl(byte)
    case .character: state = .ground
    case .text:
      // Ended by BEL, or by ESC and a backslash, which the next state swallows.
      if byte == 0x07 { state = .ground } else if byte == 0x1B { state = .character }
    }
  }

  private mutating func takeText(_ byte: UInt8) {
    switch byte {
    case 0x1B: state = .escape
    case 0x08: column = max(0, column - 1)
    case 0x09: column = min(columns - 1, column / 8 * 8 + 8)
    case 0x0A: feed()
    case 0x0D: column = 0
    case 0x20..<0x80: put(UInt32(byte))
    case 0x80..<0xC0:
      letter = (letter.scalar << 6 | UInt32(byte & 0x3F), letter.rest - 1)
      if letter.rest == 0 { put(letter.scalar) }
    case 0xC0..<0xE0: letter = (UInt32(byte & 0x1F), 1)
    case 0xE0..<0xF0: letter = (UInt32(byte & 0x0F), 2)
    case 0xF0...: letter = (UInt32(byte & 0x07), 3)
    default: break
    }
  }

  private mutating func put(_ scalar: UInt32) {
    last = scalar
    if column == columns {
      column = 0
      feed()
    }
    cells[row][column] = scalar
    column += 1
  }

  private mutating func feed() {
    if row == scrolled.upperBound { scroll(scrolled, by: 1) } else { row = min(row + 1, rows - 1) }
  }

  private mutating func takeEscape(_ byte: UInt8) {
    state = .ground
    switch byte {
    case UInt8(ascii: "["): (state, parameters, isPrivate) = (.control, [], false)
    case UInt8(ascii: "]"): state = .text
    case UInt8(ascii: "("), UInt8(ascii: ")"): state = .character
    case UInt8(ascii: "M"):
      if row == scrolled.lowerBound { scroll(scrolled, by: -1) } else { row -= 1 }
    default: break
    }
  }

  private mutating func takeControl(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      if parameters.isEmpty { parameters = [0] }
      parameters[parameters.count - 1] = parameters[parameters.count - 1] * 10 + Int(byte - 0x30)
    case UInt8(ascii: ";"): parameters = (parameters.isEmpty ? [0] : parameters) + [0]
    case 0x3C...0x3F: isPrivate = true
    case 0x40...0x7E:
      state = .ground
      obey(byte)
    default: break
    }
  }

  /// A parameter of the sequence, at least 1.
  private func parameter(_ place: Int = 0) -> Int {
    parameters.indices.contains(place) ? max(1, parameters[place]) : 1
  }

  private mutating func obey(_ final: UInt8) {
    let kind = parameters.first ?? 0
    if isPrivate {
      if final == UInt8(ascii: "h"), kind == 1049 { erase(0..<rows) }
      return
    }
    switch final {
    case UInt8(ascii: "A"): row = max(0, row - parameter())
    case UInt8(ascii: "B"): row = min(rows - 1, row + parameter())
    case UInt8(ascii: "C"): column = min(columns - 1, column + parameter())
    case UInt8(ascii: "D"): column = max(0, column - parameter())
    case UInt8(ascii: "G"): column = min(columns, parameter()) - 1
    case UInt8(ascii: "d"): row = min(rows, parameter()) - 1
    case UInt8(ascii: "H"):
      (row, column) = (min(rows, parameter()) - 1, min(columns, parameter(1)) - 1)
    case UInt8(ascii: "J"):
      if kind == 0 { eraseLine(from: column, to: columns) }
      erase(kind == 0 ? row + 1..<rows : 0..<rows)
    case UInt8(ascii: "K"):
      eraseLine(from: kind == 0 ? column : 0, to: kind == 1 ? column + 1 : columns)
    case UInt8(ascii: "X"): eraseLine(from: column, to: column + parameter())
    case UInt8(ascii: "b"): for _ in 0..<parameter() { put(last) }
    case UInt8(ascii: "@"): shift(by: parameter())
    case UInt8(ascii: "P"): shift(by: -parameter())
    case UInt8(ascii: "L"): scroll(row...scrolled.upperBound, by: -parameter())
    case UInt8(ascii: "M"): scroll(row...scrolled.upperBound, by: parameter())
    case UInt8(ascii: "S"): scroll(scrolled, by: parameter())
    case UInt8(ascii: "T"): scroll(scrolled, by: -parameter())
    case UInt8(ascii: "r"):
      scrolled =
        parameters.count == 2 ? parameter() - 1...min(rows, parameter(1)) - 1 : 0...rows - 1
      (row, column) = (0, 0)
    default: break
    }
  }

  // MARK: What is done to the cells

  private mutating func erase(_ lines: Range<Int>) {
    for line in lines { cells[line] = Self.blank(columns) }
  }

  private mutating func eraseLine(from first: Int, to end: Int) {
    for place in min(first, columns)..<min(end, columns) { cells[row][place] = UInt32(ascii: " ") }
  }

  /// Moves the rest of the line; to the right by a positive number.
  private mutating func shift(by count: Int) {
    let rest = Array(cells[row][min(column, columns)...])
    let moved = count > 0 ? Self.blank(count) + rest : rest.dropFirst(-count) + Self.blank(-count)
    cells[row].replaceSubrange(min(column, columns)..., with: moved.prefix(rest.count))
  }

  /// Moves lines; up by a positive number.
  private mutating func scroll(_ lines: ClosedRange<Int>, by count: Int) {
    for _ in 0..<min(count.magnitude, UInt(lines.count)) {
      cells.remove(at: count > 0 ? lines.lowerBound : lines.upperBound)
      cells.insert(Self.blank(columns), at: count > 0 ? lines.upperBound : lines.lowerBound)
    }
  }
}

extension TerminalPicture: CustomStringConvertible {
  var description: String {
    cells.map { String(String.UnicodeScalarView($0.compactMap(UnicodeScalar.init))) }
      .joined(separator: "\n")
  }
}

extension UInt32 {
  fileprivate init(ascii scalar: UnicodeScalar) { self = scalar.value }
}
