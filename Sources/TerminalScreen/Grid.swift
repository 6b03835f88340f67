/// A screen as cells: views draw into it, a back end sends what changed.
public struct Grid: Hashable, Sendable {
  /// Its size.
  public let size: TerminalSize
  /// The cells, row by row.
  public private(set) var cells: [Cell]

  /// Creates a blank grid.
  public init(size: TerminalSize) {
    self.size = TerminalSize(columns: max(0, size.columns), rows: max(0, size.rows))
    cells = Array(repeating: .blank, count: self.size.columns * self.size.rows)
  }

  /// The cell at a place; places outside are blank and take nothing.
  public subscript(row row: Int, column column: Int) -> Cell {
    get {
      contains(row: row, column: column) ? cells[row * size.columns + column] : .blank
    }
    set {
      guard contains(row: row, column: column) else { return }
      cells[row * size.columns + column] = newValue
    }
  }

  /// Writes text from a place to the right, every control character made visible, wide characters
  /// kept whole, and nothing beyond `limit` columns or the right edge.
  ///
  /// What begins left of the grid is cut there. Half a wide character, at either edge or where
  /// something is written over its other half, becomes a space.
  /// - Returns: The columns taken.
  @discardableResult
  public mutating func write(
    _ text: some StringProtocol, row: Int, column: Int, style: Style = .normal, limit: Int = .max
  ) -> Int {
    GlyphReader.reading(text) { reader in
      write(&reader, row: row, column: column, style: style, limit: limit)
    }
  }

  /// Writes bytes, UTF-8 as far as they are, from a place to the right.
  /// - Returns: The columns taken.
  @discardableResult
  public mutating func write(
    utf8 bytes: some Sequence<UInt8>, row: Int, column: Int, style: Style = .normal,
    limit: Int = .max
  ) -> Int {
    GlyphReader.reading(utf8: bytes) { reader in
      write(&reader, row: row, column: column, style: style, limit: limit)
    }
  }

  private mutating func write(
    _ reader: inout GlyphReader, row: Int, column: Int, style: Style, limit: Int
  ) -> Int {
    let width = min(max(0, limit), max(0, size.columns - column))
    let end = column + width
    var place = column
    while place < end, let glyph = reader.next() {
      switch glyph.content {
      case .ascii(let byte):
        put(Character(Unicode.Scalar(byte)), row: row, column: place, style: style)
        place += 1
      case .text(let character) where glyph.width == 1:
        put(character, row: row, column: place, style: style)
        place += 1
      case .text(let character):
        putWide(character, row: row, column: place, end: end, style: style)
        place += min(2, end - place)
      case .hiddenScalar, .strayByte:
        for character in glyph.escape ?? "" where place < end {
          put(character, row: row, column: place, style: style)
          place += 1
        }
      }
    }
    return place - column
  }

  private mutating func put(_ text: Character, row: Int, column: Int, style: Style) {
    guard contains(row: row, column: column) else { return }
    let index = row * size.columns + column
    separate(at: index, column: column)
    cells[index] = Cell(text, style: style)
  }

  private mutating func putWide(
    _ text: Character, row: Int, column: Int, end: Int, style: Style
  ) {
    guard column >= 0, column + 1 < end, contains(row: row, column: column) else {
      put(" ", row: row, column: column, style: style)
      if column + 1 < end { put(" ", row: row, column: column + 1, style: style) }
      return
    }
    put(" ", row: row, column: column + 1, style: style)
    put(text, row: row, column: column, style: style)
    cells[row * size.columns + column + 1].text = nil
  }

  /// Makes spaces of the halves of wide characters that lose their other half when a cell is
  /// written.
  private mutating func separate(at index: Int, column: Int) {
    if cells[index].text == nil, column > 0 { cells[index - 1].text = " " }
    if column + 1 < size.columns, cells[index + 1].text == nil { cells[index + 1].text = " " }
  }

  private func contains(row: Int, column: Int) -> Bool {
    row >= 0 && column >= 0 && row < size.rows && column < size.columns
  }
}
