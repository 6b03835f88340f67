public import EventSourcing

/// What an account's events make of it.
public struct AccountState: Hashable, Sendable {
  /// Whose account it is; nil before it is opened.
  public private(set) var name: String?
  /// The balance in cents.
  public private(set) var cents: Int64 = 0
  /// How often it was opened: once, unless somebody wrote it by hand.
  public private(set) var openings = 0
  /// The last version folded; 0 before the first event.
  public private(set) var version: AggregateVersion = 0

  /// Creates the state before the first event.
  public init() {}

  /// Whether the event's type is one of the accounts domain.
  public static func knows(_ type: EventType) -> Bool {
    switch type {
    case .accountCreated, .moneyDeposited, .moneyWithdrawn, .transferSent, .transferReceived: true
    default: false
    }
  }

  /// Folds the account's next event; types of other domains change nothing but the version.
  public mutating func apply(_ event: Event) {
    version = event.aggregateVersion
    guard let change = AccountChange(event) else { return }
    cents &+= change.cents
    guard change.isOpening else { return }
    openings += 1
    name = MetadataMember.all(of: event.metadata).last { $0.key == "name" }?.text
  }

  /// Whether the account has this much money.
  public func holds(_ cents: Int64) -> Bool { self.cents >= cents }
}
