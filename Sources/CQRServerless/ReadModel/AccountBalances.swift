import Architectures
import EventSourcing

/// The truth of the accounts that are looked at: their events folded, each once.
struct AccountBalances {
  private var states: [AggregateID: AccountState] = [:]
  /// How many accounts are kept.
  private static let most = 20_000
  /// How many events are read at a time.
  private static let piece = 500
  /// How many events of one account are read for one answer.
  private static let mostOfAccount = 5_000

  /// An account's state with all its events up to a position.
  /// - Parameters:
  ///   - account: The account.
  ///   - position: The last position that counts.
  ///   - budget: How many events may be read; what is read is taken off.
  ///   - table: Where the events are.
  /// - Returns: The state; nil if more is to be read, with another budget.
  /// - Throws: `EventStoreError`.
  mutating func state(
    of account: AggregateID, through position: Int64, budget: inout Int, in table: any EventTable
  ) throws -> AccountState? {
    if states.count > Self.most { states = [:] }
    var state = states[account] ?? AccountState()
    defer { states[account] = state }
    var rest = min(budget, Self.mostOfAccount)
    while rest > 0 {
      let page = try table.page(
        of: account, from: state.version + 1, limit: min(rest, Self.piece))
      for recorded in page {
        guard recorded.position <= position else { return state }
        state.apply(recorded.event)
      }
      rest -= page.count
      budget -= page.count
      if page.isLast || page.isEmpty { return state }
    }
    return nil
  }
}
