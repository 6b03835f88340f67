public import TerminalScreen

/// What makes the explorer's loop go on.
public enum ScreenEvent: Hashable, Sendable {
  /// A key, a paste, the mouse.
  case input(TerminalInput)
  /// The terminal has another size now.
  case resized(TerminalSize)
  /// ``ScreenWaker/wake()`` was called, once or more often.
  case woken
  /// A signal asks the program to end: its number.
  case terminate(Int32)
  /// The terminal is gone.
  case hangup
  /// The program was suspended and goes on; the screen has been entered and drawn anew.
  case resumed
}
