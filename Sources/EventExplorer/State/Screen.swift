/// A screen of the explorer.
enum Screen: Int, CaseIterable, Hashable, Sendable {
  /// The global stream as it comes.
  case live = 1
  /// The list of aggregates.
  case aggregates = 2
  /// The whole global stream.
  case stream = 3
  /// The order of commits against that of the index.
  case skew = 4
  /// What a projection made of the stream.
  case readModel = 5
  /// The architectures side by side.
  case architectures = 6
  /// One aggregate, opened from anywhere.
  case history = 0

  /// Those that have a tab.
  static let tabs = allCases.filter { $0 != .history }

  /// Its name in the tabs.
  var name: String {
    switch self {
    case .live: "Live"
    case .aggregates, .history: "Aggregates"
    case .stream: "Stream"
    case .skew: "Skew"
    case .readModel: "Read model"
    case .architectures: "Architectures"
    }
  }

  /// The tab under which it stands.
  var tab: Screen { self == .history ? .aggregates : self }

  /// The action that goes there.
  var action: ExplorerAction? {
    switch self {
    case .live: .live
    case .aggregates: .aggregates
    case .stream: .stream
    case .skew: .skew
    case .readModel: .readModel
    case .architectures: .architectures
    case .history: nil
    }
  }
}
