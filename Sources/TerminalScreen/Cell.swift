/// What one place of the grid shows.
public struct Cell: Hashable, Sendable {
  /// A grapheme cluster that is safe to send; empty in the right half of a wide character.
  public var text: Character?
  /// Its style.
  public var style: Style

  /// Creates a cell.
  public init(_ text: Character? = " ", style: Style = .normal) {
    self.text = text
    self.style = style
  }

  /// An empty place.
  public static let blank = Cell()
}
