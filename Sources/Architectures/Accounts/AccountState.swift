public import EventSourcing

/// What an account's events make of it.
public struct AccountState: Hashable, Sendable {
  /// Whose account it is; nil before it is opened.
  public private(set) var name: String?
  /// The balance in cents.
  public private(set) var cents: Int64 = 0
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
    switch event.eventType {
    case .accountCreated:
      name = MetadataMember.all(of: event.metadata).last { $0.key == "name" }?.text
    case .moneyDeposited, .transferReceived:
      cents = cents.addingReportingOverflow(Self.amount(event)).partialValue
    case .moneyWithdrawn, .transferSent:
      cents = cents.subtractingReportingOverflow(Self.amount(event)).partialValue
    default:
      break
    }
  }

  /// Whether the account has this much money.
  public func holds(_ cents: Int64) -> Bool { self.cents >= cents }

  private static func amount(_ event: Event) -> Int64 {
    MetadataMember.all(of: event.metadata).last { $0.key == "amount" }?.wholeNumber ?? 0
  }
}
