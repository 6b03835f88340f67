/// What comes from the terminal.
public enum TerminalInput: Hashable, Sendable {
  /// A key was pressed.
  case key(Key)
  /// Text was pasted (bracketed paste): its line ends are text.
  case paste(String)
  /// The mouse did something.
  case mouse(MouseEvent)
  /// The terminal's window gained or lost the focus.
  case focus(Bool)
  /// The terminal says what colour its background has, which it was asked for.
  case background(RGBColour)
}

/// A key, as decoded from the terminal's bytes.
public enum Key: Hashable, Sendable {
  /// A printable character.
  case character(Character)
  /// Control and a lower-case letter or sign: `control("c")`.
  case control(Character)
  /// Alt (or Esc quickly before it) and a character.
  case alt(Character)
  /// A function key, from 1.
  case function(Int)
  /// Named keys.
  case enter, tab, backTab, escape, backspace, delete, insert
  /// Movement.
  case up, down, left, right, pageUp, pageDown, home, end
}

/// What the mouse did and where.
public struct MouseEvent: Hashable, Sendable {
  /// What happened.
  public enum Kind: Hashable, Sendable {
    /// The left button was pressed.
    case press
    /// The left button was let go.
    case release
    /// The wheel turned a step up.
    case wheelUp
    /// The wheel turned a step down.
    case wheelDown
    /// Any other button.
    case other
  }

  /// What happened.
  public var kind: Kind
  /// The column, from 0.
  public var column: Int
  /// The row, from 0.
  public var row: Int

  /// Creates an event.
  public init(kind: Kind, column: Int, row: Int) {
    self.kind = kind
    self.column = column
    self.row = row
  }

  /// An event as terminals report it: the button's number with its bits for modifiers, motion and
  /// wheel, and a place that counts from 1.
  init(button: Int, isRelease: Bool, column: Int, row: Int) {
    let kind: Kind =
      switch button & ~0b1_1100 {
      case 0: isRelease ? .release : .press
      case 3 where isRelease: .release
      case 64: .wheelUp
      case 65: .wheelDown
      default: .other
      }
    self.init(kind: kind, column: max(0, column - 1), row: max(0, row - 1))
  }
}
