public import EventSourcing

/// What a projection of accounts lacks: account by account, the events that it was not handed.
///
/// It knows no account that lacks nothing, so that a million accounts cost no more than what is missing.
public struct ProjectionGaps: Sendable {
  /// What an account lacks.
  public struct Gap: Hashable, Sendable {
    /// What the events would add to the balance, in cents: how far the truth is above the projection.
    public fileprivate(set) var cents: Int64 = 0
    /// How many of them open the account.
    public fileprivate(set) var openings = 0
    /// The positions of those that will never be handed over, in no order.
    public fileprivate(set) var missed: [Int64] = []
    /// The positions of those that still may be.
    public fileprivate(set) var late: Set<Int64> = []

    /// Whether the projection is wrong about the account: what is missing may cancel out.
    public var isWrong: Bool { cents != 0 || openings != 0 }
  }

  /// The accounts that lack something.
  public private(set) var gaps: [AggregateID: Gap] = [:]
  /// How many of them are wrong.
  public private(set) var wrong: Int64 = 0
  /// Counts every change, so that what was made of the gaps is known to be old.
  public private(set) var changes = 0

  /// Creates the gaps of a projection that lacks nothing.
  public init() {}

  /// Takes note of an event that was not handed over.
  public mutating func add(
    _ position: Int64, _ change: AccountChange, of account: AggregateID, isMissed: Bool
  ) {
    alter(account) { gap in
      gap.cents &+= change.cents
      gap.openings += change.isOpening ? 1 : 0
      if isMissed { gap.missed.append(position) } else { gap.late.insert(position) }
    }
  }

  /// Takes note that an event that came late was handed over, or is missed from now on.
  public mutating func removeLate(
    _ position: Int64, _ change: AccountChange, of account: AggregateID
  ) {
    alter(account) { gap in
      guard gap.late.remove(position) != nil else { return }
      gap.cents &-= change.cents
      gap.openings -= change.isOpening ? 1 : 0
    }
  }

  private mutating func alter(_ account: AggregateID, _ change: (inout Gap) -> Void) {
    changes += 1
    var gap = gaps.removeValue(forKey: account) ?? Gap()
    if gap.isWrong { wrong -= 1 }
    change(&gap)
    if gap.isWrong { wrong += 1 }
    if !gap.missed.isEmpty || !gap.late.isEmpty { gaps[account] = gap }
  }

  /// How far all of them are from the truth together, whichever way, in cents.
  public var missingCents: Int64 {
    gaps.values.reduce(0) { $0.addingClamped($1.cents.magnitude) }
  }

  /// The accounts that are wrong: those that differ most first, then by id.
  public var wrongByDifference: [AggregateID] {
    gaps.filter(\.value.isWrong)
      .sorted { left, right in
        let (first, second) = (left.value.cents.magnitude, right.value.cents.magnitude)
        return first == second ? left.key < right.key : first > second
      }
      .map(\.key)
  }
}
