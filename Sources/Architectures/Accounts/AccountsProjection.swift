public import EventSourcing

/// What the events that reached it make of accounts: a read model, or the truth where it was handed all.
///
/// It takes events in any order: balances are sums.
public struct AccountsProjection: Sendable {
  /// The accounts of which it was handed anything.
  public private(set) var accounts: [AggregateID: AccountState] = [:]

  /// Creates the projection before any event.
  public init() {}

  /// Folds an event; one of another domain changes nothing.
  public mutating func apply(_ event: Event) {
    guard AccountState.knows(event.eventType) else { return }
    if accounts[event.aggregateID] == nil {
      // Not the view into a page, which would keep the page.
      let account = AggregateID(unchecked: ArraySlice(Array(event.aggregateID.bytes)))
      accounts[account] = AccountState()
    }
    accounts[event.aggregateID]?.apply(event)
  }

  /// An account as the projection has it; the state before any event if it was handed none.
  public subscript(account: AggregateID) -> AccountState { accounts[account] ?? AccountState() }
}
