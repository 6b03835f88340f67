import TerminalScreen

/// Why the explorer cannot be drawn here.
///
/// Nothing was sent to the terminal.
public enum TerminalUnusable: Error, Hashable, Sendable {
  /// Standard input is no terminal.
  case inputIsNoTerminal
  /// Standard output is no terminal.
  case outputIsNoTerminal
  /// `TERM` is not set.
  case typeMissing
  /// `TERM` is a type that the system has no description of.
  case typeUnknown(String)
  /// `TERM` is a type that cannot show a screen, as `dumb`.
  case typeTooPoor(String)
  /// The system gives what a screen needs no more.
  case outOfResources
}

extension TerminalUnusable: CustomStringConvertible {
  /// A clause for a message, safe to be shown.
  public var description: String {
    switch self {
    case .inputIsNoTerminal: "standard input is not a terminal"
    case .outputIsNoTerminal: "standard output is not a terminal"
    case .typeMissing: "TERM is not set"
    case .typeUnknown(let type): "the terminal type '\(VisibleText.of(type))' is unknown"
    case .typeTooPoor(let type):
      "a terminal of type '\(VisibleText.of(type))' cannot show a screen"
    case .outOfResources: "the system has no memory or descriptors left"
    }
  }
}
