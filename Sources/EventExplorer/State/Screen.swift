/// A screen of the explorer.
enum Screen: Int, CaseIterable, Hashable, Sendable {
  /// The global stream.
  case live = 1
  /// The list of aggregates.
  case aggregates = 2
  /// One aggregate, opened from anywhere.
  case history = 0

  /// Those that have a tab.
  static let tabs: [Screen] = [.live, .aggregates]

  /// Its name in the tabs.
  var name: String {
    switch self {
    case .live: "Live"
    case .aggregates, .history: "Aggregates"
    }
  }

  /// The tab under which it stands.
  var tab: Screen { self == .history ? .aggregates : self }
}
