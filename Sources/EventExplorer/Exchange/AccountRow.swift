public import EventSourcing

/// An account in the list of screen 5.
public struct AccountRow: Hashable, Sendable {
  /// Its id.
  public var account: AggregateID
  /// What its events make of it; nil while they are being folded.
  public var truth: Truth?
  /// How far that is above the projection's balance, in cents.
  public var missingCents: Int64
  /// Whether the projection is wrong about it.
  public var isWrong: Bool
  /// How many of its events the projection will never be handed.
  public var missed: Int
  /// How many it was not handed yet.
  public var late: Int

  /// Whether the store has lost some of its events, so that nothing true can be told of it.
  public var isLost: Bool

  /// What all events of an account make of it.
  public struct Truth: Hashable, Sendable {
    /// Whose it is; nil if it was never opened.
    public var name: String?
    /// The balance in cents.
    public var cents: Int64
    /// The last version.
    public var version: AggregateVersion

    /// Creates a truth.
    public init(name: String?, cents: Int64, version: AggregateVersion) {
      self.name = name
      self.cents = cents
      self.version = version
    }
  }

  /// Creates a row.
  public init(
    account: AggregateID, truth: Truth?, missingCents: Int64 = 0, isWrong: Bool = false,
    missed: Int = 0, late: Int = 0, isLost: Bool = false
  ) {
    self.account = account
    self.truth = truth
    self.missingCents = missingCents
    self.isWrong = isWrong
    self.missed = missed
    self.late = late
    self.isLost = isLost
  }

  /// The projection's balance in cents; nil while the truth is not known, or if nothing of the account ever
  /// reached the projection.
  public var projectedCents: Int64? {
    guard let truth, truth.version > missed + late else { return nil }
    return truth.cents &- missingCents
  }
}
