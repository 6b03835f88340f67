import TerminalScreen

/// What the message line says.
struct Message: Hashable, Sendable {
  /// The words; what is not ours in them is made visible when they are drawn.
  var text: String
  /// What they mean.
  var role: Style.Role = .normal
  /// Shorter words for the same, each shorter than the one before.
  var shorter: [String] = []
  /// Whether it tells what became of an append.
  var isOfAppend = false

  /// The longest words that have room in so many columns; where none have, the shortest.
  func words(columns: Int) -> String {
    let all = [text] + shorter
    return all.first { $0.displayWidth <= columns } ?? all[all.count - 1]
  }
}
