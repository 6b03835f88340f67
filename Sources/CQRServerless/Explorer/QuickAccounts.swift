import Architectures
import EventExplorer
import EventSourcing
import VirtualTime

/// What the demo's menu does with the accounts of a store, by chance within what they allow.
struct QuickAccounts {
  /// Why something can't be done.
  enum Refusal: String, Error {
    case noAccount = "this is no account: o opens one"
    case isEmpty = "there is no money in this account: d pays some in"
    case isAlone = "there is no other account: o opens one"
  }

  let table: any EventTable

  /// The most that is moved at a time, in cents.
  private static let largest: Int64 = 20_000

  /// Decides what to store.
  func command(
    _ command: QuickCommand, _ account: AggregateID?, now: Instant
  ) throws -> AccountCommand {
    var random = SeededRandom(seed: .random(in: 0 ... .max))
    if command == .open {
      var domain = AccountsDomain(wantedAccounts: 1)
      return domain.decide(&random, now: now)
    }
    guard let account, let state = try state(of: account) else { throw Refusal.noAccount }
    guard command != .deposit else {
      return .deposit(account, cents: random.number(in: 100...Self.largest))
    }
    guard state.cents > 0 else { throw Refusal.isEmpty }
    let cents = random.number(in: 1...min(state.cents, Self.largest))
    guard command == .transfer else { return .withdraw(account, cents: cents) }
    return .transfer(
      from: account, to: try other(than: account), cents: cents,
      transfer: KSUID(clamping: now, using: &random))
  }

  /// The append, on the condition that the accounts stand where they stand now.
  func request(for command: AccountCommand) throws -> AppendRequest {
    var expected: [AggregateID: ExpectedVersion] = [:]
    for account in command.accounts {
      expected[account] = .exactly(try state(of: account)?.version ?? 0)
    }
    return AppendRequest(command.events, expected: expected)
  }

  private func state(of account: AggregateID) throws -> AccountState? {
    var state = AccountState()
    while true {
      let page = try table.page(of: account, from: state.version + 1, limit: 1_000)
      for recorded in page { state.apply(recorded.event) }
      if page.isLast || page.isEmpty { return state.name == nil ? nil : state }
    }
  }

  /// The account after this one by id, or the first.
  private func other(than account: AggregateID) throws -> AggregateID {
    let all = try table.aggregates(AggregateQuery(limit: 1_000))
      .filter { $0.firstType == .accountCreated && $0.aggregateID != account }
    guard let other = all.randomElement() else { throw Refusal.isAlone }
    return other.aggregateID
  }
}
