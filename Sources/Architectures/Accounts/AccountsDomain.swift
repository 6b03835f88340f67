public import EventSourcing
public import VirtualTime

/// What the demo's writers do: open accounts, and move money between them, never below zero.
///
/// It keeps what the writers know of the accounts, so that a decision reads no events. That knowledge
/// may be behind: then the store refuses the append, and the writer reads what it missed
/// (``learn(_:)``) and decides again.
public struct AccountsDomain: Sendable {
  /// Accounts that are opened before money only moves, from 1.
  public var wantedAccounts: Int
  /// The largest amount of one command, in cents.
  public static let largestCents: Int64 = 50_000

  private var accounts: [AggregateID] = []
  private var states: [AccountState] = []
  private var places: [AggregateID: Int] = [:]
  private var openings = 0

  /// Creates the knowledge of no accounts.
  public init(wantedAccounts: Int) {
    self.wantedAccounts = wantedAccounts
  }

  /// How many accounts are known.
  public var count: Int { accounts.count }

  /// What is known of an account; nil if it is not known.
  public subscript(account: AggregateID) -> AccountState? {
    places[account].map { states[$0] }
  }

  /// Takes note of an event.
  ///
  /// An event that is known already, or of an account that begins later than
  /// its first event, changes nothing.
  public mutating func learn(_ event: Event) {
    if let place = places[event.aggregateID] {
      guard event.aggregateVersion == states[place].version + 1 else { return }
      states[place].apply(event)
    } else if event.aggregateVersion == 1, event.eventType == .accountCreated {
      places[event.aggregateID] = accounts.count
      accounts.append(AggregateID(unchecked: ArraySlice(Array(event.aggregateID.bytes))))
      var state = AccountState()
      state.apply(event)
      states.append(state)
    }
  }

  /// Decides what a writer does next.
  /// - Parameters:
  ///   - random: The writer's source of chance.
  ///   - now: What the writer's clock shows; a transfer's id is drawn from it.
  /// - Returns: A command that the accounts allow as far as they are known. Until ``ended(_:)`` is told
  ///   of it, an opening counts as an account.
  public mutating func decide(_ random: inout SeededRandom, now: Instant) -> AccountCommand {
    let missing = wantedAccounts - count - openings
    if accounts.isEmpty || (missing > 0 && random.happens(Ratio(1, of: 2))) {
      openings += 1
      let account = Self.newAccount(&random)
      return .open(account, name: AccountName.draw(&random))
    }
    let place = random.index(below: accounts.count)
    let account = accounts[place]
    let balance = states[place].cents
    let choice = random.below(10)
    guard balance > 0, choice >= 4 else {
      return .deposit(account, cents: random.number(in: 1...Self.largestCents))
    }
    let cents = random.number(in: 1...min(balance, Self.largestCents))
    guard choice >= 7, accounts.count > 1 else { return .withdraw(account, cents: cents) }
    let step = 1 + random.index(below: accounts.count - 1)
    return .transfer(
      from: account, to: accounts[(place + step) % accounts.count], cents: cents,
      transfer: KSUID(clamping: now, using: &random))
  }

  /// Takes note that a command was carried out or given up.
  public mutating func ended(_ command: AccountCommand) {
    if case .open = command { openings -= 1 }
  }

  /// Whether the accounts, as far as they are known, allow a command.
  public func allows(_ command: AccountCommand) -> Bool {
    switch command {
    case .open(let account, _): self[account] == nil
    case .deposit(let account, _): self[account] != nil
    case .withdraw(let account, let cents): self[account]?.holds(cents) == true
    case .transfer(let source, let target, let cents, _):
      source != target && self[source]?.holds(cents) == true && self[target] != nil
    }
  }

  /// The append of a command, on the condition that the accounts stand where they are known to stand.
  public func request(for command: AccountCommand) -> AppendRequest {
    var expected: [AggregateID: ExpectedVersion] = [:]
    for account in command.accounts {
      expected[account] = .exactly(self[account]?.version ?? 0)
    }
    return AppendRequest(command.events, expected: expected)
  }

  /// A new account's id: a random UUID (version 4).
  private static func newAccount(_ random: inout SeededRandom) -> AggregateID {
    let high = random.next() & ~0xF000 | 0x4000
    let low = random.next() & ~(0xC000 << 48) | 0x8000 << 48
    let digits = [UInt8](Self.hexadecimal(high) + Self.hexadecimal(low))
    let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { digits[$0] }
    return AggregateID(unchecked: ArraySlice(groups.joined(separator: [UInt8(ascii: "-")])))
  }

  private static func hexadecimal(_ bits: UInt64) -> [UInt8] {
    (0..<16).map { place in
      let digit = UInt8(truncatingIfNeeded: bits >> UInt64(60 - 4 * place)) & 0xF
      return digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
  }
}
