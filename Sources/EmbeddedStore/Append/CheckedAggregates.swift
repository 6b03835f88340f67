internal import EventSourcing

/// Aggregates whose last event was seen to be where their row says: once is enough, for this process only
/// writes what fits.
///
/// It belongs to one thread.
final class CheckedAggregates {
  /// The most that are remembered; when there are more, all are looked at once more.
  private static let most = 1 << 16

  /// Hashes in place of ids, which would keep a whole request's bytes: where two are the same, one aggregate is
  /// not looked at.
  private var hashes: Set<Int> = []

  /// Looks at an aggregate, if that has not been done.
  /// - Parameters:
  ///   - aggregate: The aggregate.
  ///   - look: Looks at it; throws if it is not as it should be, and then the next look is one more.
  /// - Throws: What `look` throws.
  func check(_ aggregate: AggregateID, _ look: () throws -> Void) rethrows {
    let hash = aggregate.hashValue
    guard !hashes.contains(hash) else { return }
    try look()
    if hashes.count == Self.most { hashes.removeAll(keepingCapacity: true) }
    hashes.insert(hash)
  }
}
