/// What text for people may be made of.
public struct TextStyle: Hashable, Sendable {
  /// How wide a line is, in columns, from 40.
  public var columns: Int
  /// Whether colours are shown; nothing is said by them alone.
  public var isColoured: Bool
  /// Whether anything beyond ASCII is.
  public var isUnicode: Bool

  /// Creates a style.
  public init(columns: Int, isColoured: Bool = false, isUnicode: Bool = true) {
    self.columns = max(40, columns)
    self.isColoured = isColoured
    self.isUnicode = isUnicode
  }

  /// A colour of a terminal, by its SGR number.
  enum Colour: Int {
    case red = 31
    case green = 32
  }

  /// A text in a colour, where colours are shown.
  func paint(_ text: String, _ colour: Colour?) -> String {
    guard isColoured, let colour else { return text }
    return "\u{1b}[\(colour.rawValue)m\(text)\u{1b}[0m"
  }

  /// Breaks words into lines.
  /// - Parameters:
  ///   - text: The words.
  ///   - before: Blanks before the first line.
  ///   - indent: Blanks more before the others.
  /// - Returns: The lines, none longer than the style's unless a word is.
  func wrap(_ text: String, before: Int = 0, indent: Int = 2) -> [String] {
    var lines: [String] = []
    var line = String(repeating: " ", count: before)
    var isBegun = false
    for word in text.split(separator: " ") {
      if isBegun, line.count + 1 + word.count > columns {
        lines.append(line)
        line = String(repeating: " ", count: before + indent) + word
      } else {
        line += (isBegun ? " " : "") + word
        isBegun = true
      }
    }
    return lines + (isBegun ? [line] : [])
  }
}

extension String {
  /// The text with blanks before it, so many columns at least.
  func right(_ columns: Int) -> String {
    String(repeating: " ", count: max(0, columns - count)) + self
  }

  /// The text with blanks behind it.
  func left(_ columns: Int) -> String {
    self + String(repeating: " ", count: max(0, columns - count))
  }
}
