public import EventSourcing

/// Something that is asked of accounts: what the demo's writers do, and a person by single keys.
///
/// Amounts are whole cents, from 1. A command says what to store; whether the accounts allow it is
/// decided before (``AccountsDomain/allows(_:)``).
public enum AccountCommand: Hashable, Sendable {
  /// Opens an account in this name.
  case open(AggregateID, name: String)
  /// Pays money in.
  case deposit(AggregateID, cents: Int64)
  /// Takes money out.
  case withdraw(AggregateID, cents: Int64)
  /// Moves money from one account to another; both events carry the transfer's id.
  case transfer(from: AggregateID, to: AggregateID, cents: Int64, transfer: KSUID)

  /// The accounts that it changes, in the order of ``events``.
  public var accounts: [AggregateID] {
    switch self {
    case .open(let account, _), .deposit(let account, _), .withdraw(let account, _): [account]
    case .transfer(let source, let target, _, _): [source, target]
    }
  }

  /// Its events, to be stored in one append, without versions and ids.
  public var events: [NewEvent] {
    switch self {
    case .open(let account, let name):
      [.account(account, .accountCreated, "{\"name\":\(AccountJSON.text(name))}")]
    case .deposit(let account, let cents):
      [.account(account, .moneyDeposited, "{\"amount\":\(cents)}")]
    case .withdraw(let account, let cents):
      [.account(account, .moneyWithdrawn, "{\"amount\":\(cents)}")]
    case .transfer(let source, let target, let cents, let transfer):
      [
        .account(source, .transferSent, half(cents, transfer, "to", target)),
        .account(target, .transferReceived, half(cents, transfer, "from", source)),
      ]
    }
  }

  private func half(
    _ cents: Int64, _ transfer: KSUID, _ role: String, _ other: AggregateID
  ) -> String {
    """
    {"amount":\(cents),"transfer":"\(transfer)","\(role)":\(AccountJSON.text(other.description))}
    """
  }
}

extension EventType {
  /// An account was opened.
  public static let accountCreated = EventType(unchecked: ArraySlice("ACCOUNT_CREATED".utf8))
  /// Money was paid in.
  public static let moneyDeposited = EventType(unchecked: ArraySlice("MONEY_DEPOSITED".utf8))
  /// Money was taken out.
  public static let moneyWithdrawn = EventType(unchecked: ArraySlice("MONEY_WITHDRAWN".utf8))
  /// Money left for another account.
  public static let transferSent = EventType(unchecked: ArraySlice("TRANSFER_SENT".utf8))
  /// Money came from another account.
  public static let transferReceived = EventType(unchecked: ArraySlice("TRANSFER_RECEIVED".utf8))
}

extension NewEvent {
  fileprivate static func account(
    _ account: AggregateID, _ type: EventType, _ metadata: String
  ) -> NewEvent {
    NewEvent(
      aggregateID: account, eventType: type,
      metadata: Metadata(unchecked: ArraySlice(metadata.utf8)))
  }
}
