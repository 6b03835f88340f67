import Glibc
import Simulation

extension TextStyle {
  /// The columns of what is no terminal: the same on every machine.
  private static let otherColumns = 120

  /// What standard output shows.
  static var standardOutput: TextStyle {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    return TextStyle(
      columns: isTerminal ? terminalColumns ?? otherColumns : otherColumns,
      isColoured: isTerminal && value("NO_COLOR") == nil && value("TERM") != "dumb",
      isUnicode: isUTF8)
  }

  private static var terminalColumns: Int? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Whether the locale's encoding is UTF-8: the first of these that is set decides.
  private static var isUTF8: Bool {
    let locale = value("LC_ALL") ?? value("LC_CTYPE") ?? value("LANG") ?? ""
    let letters = locale.lowercased().filter { $0 != "-" }
    return letters.hasSuffix("utf8") || letters.contains("utf8@")
  }

  /// A variable of the environment; nil if it is not set, or empty.
  private static func value(_ name: String) -> String? {
    guard let text = getenv(name).map({ String(cString: $0) }), !text.isEmpty else { return nil }
    return text
  }
}
