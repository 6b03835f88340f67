public import EventSourcing

/// What one event does to an account: balances are sums, so what an event that is missing would have done is
/// all that is wrong.
public struct AccountChange: Hashable, Sendable {
  /// What it adds to the balance, in cents; below 0 it takes away.
  public var cents: Int64
  /// Whether it opens the account.
  public var isOpening: Bool

  /// What an event does; nil for a type outside the accounts domain.
  public init?(_ event: Event) {
    switch event.eventType {
    case .accountCreated: (cents, isOpening) = (0, true)
    case .moneyDeposited, .transferReceived: (cents, isOpening) = (Self.amount(event), false)
    case .moneyWithdrawn, .transferSent: (cents, isOpening) = (0 &- Self.amount(event), false)
    default: return nil
    }
  }

  private static func amount(_ event: Event) -> Int64 {
    MetadataMember.all(of: event.metadata).last { $0.key == "amount" }?.wholeNumber ?? 0
  }
}
