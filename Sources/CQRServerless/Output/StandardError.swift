import EventSourcing
import Glibc

/// Words for people.
enum StandardError {
  /// Writes a line; what would steer a terminal is made visible, whoever gave it.
  static func say(_ words: String) {
    write(Escaped.text(words) + "\n")
  }

  /// Whether somebody looks at it.
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes text that is safe already.
  static func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      guard written > 0 || errno == EINTR else { return }
      bytes = bytes.dropFirst(max(0, written))
    }
  }
}
