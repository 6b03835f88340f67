import TerminalScreen

/// What the message line says.
struct Message: Hashable, Sendable {
  /// The words; what is not ours in them is made visible when they are drawn.
  var text: String
  /// What they mean.
  var role: Style.Role = .normal
}
