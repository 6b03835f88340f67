/// A line that is being typed under the screen.
struct LineInput: Hashable, Sendable {
  /// What was typed.
  var field = TextField()
  /// What is wrong with it.
  var problem: String?
  /// The filter before: Esc goes back to it.
  var before: StreamFilter?
}
