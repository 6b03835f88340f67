import EventSourcing

/// The search: what was looked for, and how far it is.
struct Finder: Hashable, Sendable {
  /// What is being looked for; nil before the first search.
  var subject: Search.Subject?
  /// The screen that was searched last.
  var screen: Screen?
  /// The number of the last search.
  var number = 0
  /// How it stands.
  var progress: SearchProgress?
  /// Patterns that were looked for, the newest last.
  var past: [String] = []
  /// Whether it runs.
  var isRunning = false
}

/// A search that is being typed.
struct SearchInput: Hashable, Sendable {
  /// Where the screen was when it began; Esc goes back there.
  enum Origin: Hashable, Sendable {
    case stream(Int64, isFollowing: Bool)
    /// A row of the stream on screen 3.
    case browser(Int64, isFollowing: Bool)
    /// A position on screen 4.
    case commit(Int64, isFollowing: Bool)
    case aggregate(AggregateID?)
    case account(AggregateID?)
    case version(AggregateVersion)
  }

  /// What was typed.
  var field = TextField()
  /// Where it began.
  var origin: Origin
  /// What is wrong with the pattern.
  var problem: String?
  /// How far back in the past patterns ↑ went; 0: none.
  var recalled = 0
}
