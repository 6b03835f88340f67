import CNcurses

/// What the environment says about characters.
package enum TerminalLocale {
  /// Takes the environment's locale for characters; for the start of a program, before threads.
  /// - Returns: Whether its encoding is UTF-8. If not, only ASCII may be sent.
  package static func adopt() -> Bool {
    cncurses_use_locale()
  }
}
