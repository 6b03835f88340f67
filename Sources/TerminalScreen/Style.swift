/// How a cell looks, said by what it means.
///
/// A ``Theme`` turns a role into 256, 16 or 8 colours or none, so that a view never asks.
public struct Style: Hashable, Sendable {
  /// What a cell's text means.
  public enum Role: UInt8, CaseIterable, Sendable {
    /// Ordinary text in the terminal's own colours.
    case normal
    /// What may be overlooked: units, labels, what has no use here.
    case quiet
    /// Lines of boxes and between panes, behind all that is read.
    case line
    /// Names, headings.
    case heading
    /// What a key does, the key itself.
    case key
    /// The program's own accent: panels, what is being changed.
    case accent
    /// All is well.
    case good
    /// To be watched: late, out of order.
    case warning
    /// Wrong: missed, conflict, error.
    case bad
    /// A match of a search.
    case match
    /// JSON: a member's name.
    case jsonName
    /// JSON: a string.
    case jsonString
    /// JSON: a number.
    case jsonNumber
    /// JSON: true, false, null.
    case jsonLiteral
    /// The bar at the top.
    case bar
    /// The active one of the tabs.
    case tab
    /// The selected row: what is behind it, and what may be overlooked elsewhere.
    case selected

    /// Its name in a config file: `json-name`.
    public var name: String {
      String("\(self)".flatMap { $0.isUppercase ? "-" + $0.lowercased() : String($0) })
    }
  }

  /// What the text means.
  public var role: Role
  /// Bold where the terminal has it.
  public var isBold: Bool
  /// Underlined where the terminal has it.
  public var isUnderlined: Bool
  /// Selected: set off from what is beside it by its background.
  public var isReversed: Bool

  /// Creates a style.
  public init(
    _ role: Role = .normal, bold: Bool = false, underlined: Bool = false, reversed: Bool = false
  ) {
    self.role = role
    self.isBold = bold
    self.isUnderlined = underlined
    self.isReversed = reversed
  }

  /// Ordinary text.
  public static let normal = Style()
}
