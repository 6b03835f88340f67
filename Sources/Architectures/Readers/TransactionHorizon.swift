public import VirtualTime

/// The number below which no transaction is running, and when that was so.
///
/// What is below it is final from that instant on, and may not have been before: a transaction that has
/// ended since lies below it, though it was running. So it goes with its instant, and a reader applies it to
/// polls of that instant or later alone.
public struct TransactionHorizon: Sendable {
  /// The least number of a running transaction, or the next one.
  public let transaction: Int64
  /// The instant from which it holds.
  public let instant: Instant

  /// Creates a horizon.
  /// - Parameters:
  ///   - transaction: The least number of a running transaction, or the next one.
  ///   - instant: The instant from which it holds.
  public init(_ transaction: Int64, at instant: Instant) {
    self.transaction = transaction
    self.instant = instant
  }
}
