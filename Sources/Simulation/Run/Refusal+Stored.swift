import Architectures

extension Refusal {
  /// Whether an event that is stored already is found by it, and its writer answered as the first time.
  var isAnsweredByWhatIsStored: Bool {
    switch self {
    case .versionConflict, .staleHead: true
    case .throttled, .transactionConflict, .aborted: false
    }
  }
}
