/// How often an append was refused, and whether it may be tried again.
///
/// Two limits, each over the whole append: neither starts anew when the other's refusal comes between.
public struct RefusalCount: Hashable, Sendable {
  /// Version conflicts: the aggregate was read and the append decided again after each, at once.
  public private(set) var conflicts = 0
  /// Attempts that were throttled, cancelled or aborted: repeated after a back-off.
  public private(set) var backOffs = 0

  /// Creates the count of an append that was not refused.
  public init() {}

  /// Counts a refusal.
  /// - Parameters:
  ///   - refusal: The refusal.
  ///   - limit: The most attempts that are throttled or cancelled, and the most new decisions; from 1.
  /// - Returns: Whether another attempt is allowed.
  public mutating func mayGoOn(after refusal: Refusal, limit: Int) -> Bool {
    guard refusal == .versionConflict else {
      backOffs += 1
      return backOffs < limit
    }
    conflicts += 1
    return conflicts <= limit
  }
}
