extension StringProtocol {
  /// The columns that the text takes on a screen, in its visible form (``VisibleText``).
  /// - Complexity: O(*n*) of its bytes.
  public var displayWidth: Int {
    GlyphReader.reading(self) { reader in
      var width = 0
      while let glyph = reader.next() { width += glyph.width }
      return width
    }
  }

  /// The text, or as much of its beginning as leaves room for an ellipsis, in at most that many
  /// columns.
  ///
  /// It is not made visible yet: that is done when it is drawn.
  /// - Complexity: O(`columns`).
  public func truncated(to columns: Int) -> String {
    guard columns > 0 else { return "" }
    let end: Int? = GlyphReader.reading(self) { reader in
      var width = 0
      var end = 0
      while let glyph = reader.next() {
        width += glyph.width
        if width > columns { return end }
        if width < columns { end = reader.position }
      }
      return nil
    }
    guard let end else { return String(self) }
    return String(self[..<utf8.index(startIndex, offsetBy: end)]) + "…"
  }

  /// The text cut off with an ellipsis or filled up with spaces to exactly that many columns.
  public func fitted(to columns: Int, alignedRight: Bool = false) -> String {
    let text = truncated(to: columns)
    let padding = String(repeating: " ", count: Swift.max(0, columns - text.displayWidth))
    return alignedRight ? padding + text : text + padding
  }
}
