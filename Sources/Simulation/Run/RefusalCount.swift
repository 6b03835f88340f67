import Architectures

/// How often an append was refused, and whether it may be tried again.
///
/// Two limits, each over the whole append: neither starts anew when the other's refusal comes between.
struct RefusalCount: Hashable, Sendable {
  /// Version conflicts: the aggregate was read and the append decided again after each, at once.
  private(set) var conflicts = 0
  /// Attempts that were throttled, cancelled or aborted: repeated after a back-off.
  private(set) var backOffs = 0

  /// Counts a refusal.
  /// - Parameters:
  ///   - refusal: The refusal.
  ///   - limit: The most attempts that are throttled or cancelled, and the most new decisions; from 1.
  /// - Returns: Whether another attempt is allowed.
  mutating func mayGoOn(after refusal: Refusal, limit: Int) -> Bool {
    guard refusal == .versionConflict else {
      backOffs += 1
      return backOffs < limit
    }
    conflicts += 1
    return conflicts <= limit
  }
}

extension Refusal {
  /// Whether an event that is stored already is found by it, and its writer answered as the first time.
  var isAnsweredByWhatIsStored: Bool {
    switch self {
    case .versionConflict, .staleHead: true
    case .throttled, .transactionConflict, .aborted: false
    }
  }
}
