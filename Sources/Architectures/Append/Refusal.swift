/// Why an attempt at an append is not taken in.
public enum Refusal: Hashable, Sendable {
  /// There is no capacity for it.
  case throttled(Throttle)
  /// An aggregate does not stand where the writer expects it.
  case versionConflict
  /// Another transaction holds one of its items (`TransactionConflict`).
  case transactionConflict
  /// What it read of the head is no longer so.
  case staleHead
  /// The database gave it up.
  case aborted
}
