import Architectures
import EventSourcing
import LiveDriver

/// What a reader's projection lacks, kept up with what the cloud says: each event is read once.
struct ReaderGaps {
  /// What the projection lacks.
  private(set) var gaps = ProjectionGaps()
  /// Up to where that is told.
  private(set) var through: Int64 = 0
  private var epoch = 0
  private var missedTaken = 0
  private var late: [Int64: Effect] = [:]
  private var sorted: (changes: Int, accounts: [AggregateID], missingCents: Int64)?
  /// How many events are read at a time.
  private static let piece = 1_000

  /// What an event does to an account; to none if it is no account's.
  private struct Effect {
    var account: AggregateID?
    var change: AccountChange?
  }

  /// Takes over what a reader was not handed, as the cloud has it now.
  mutating func update(
    _ events: UndeliveredEvents, _ kinds: inout AccountKinds, in table: any EventTable
  ) throws {
    if events.epoch != epoch || events.missed.count < missedTaken {
      self = ReaderGaps()
      epoch = events.epoch
    }
    through = events.through
    let lateNow = Set(events.unseen).union(events.waiting)
    var left: [Int64: Effect] = [:]
    for (position, effect) in late where !lateNow.contains(position) { left[position] = effect }
    for (position, effect) in left {
      late[position] = nil
      guard let account = effect.account, let change = effect.change else { continue }
      gaps.removeLate(position, change, of: account)
    }
    let missed = events.missed[missedTaken...]
    try forEach(missed.filter { left[$0] == nil }, &kinds, in: table) { left[$0] = $1 }
    for position in missed {
      guard let effect = left[position], let account = effect.account, let change = effect.change
      else { continue }
      gaps.add(position, change, of: account, isMissed: true)
    }
    missedTaken = events.missed.count
    try forEach(lateNow.filter { late[$0] == nil }, &kinds, in: table) { position, effect in
      late[position] = effect
      guard let account = effect.account, let change = effect.change else { return }
      gaps.add(position, change, of: account, isMissed: false)
    }
  }

  private func forEach(
    _ positions: some Collection<Int64>, _ kinds: inout AccountKinds, in table: any EventTable,
    _ body: (Int64, Effect) -> Void
  ) throws {
    let wanted = positions.sorted()
    var first = 0
    while first < wanted.count {
      let piece = Array(wanted[first..<min(wanted.count, first + Self.piece)])
      first += piece.count
      for recorded in try table.page(atPositions: piece) {
        var effect = Effect()
        if let change = AccountChange(recorded.event),
          let account = try kinds.account(of: recorded.event, in: table)
        {
          effect = Effect(account: account, change: change)
        }
        body(recorded.position, effect)
      }
    }
  }

  /// The accounts that are wrong, those that differ most first; and how far they differ together, in cents.
  mutating func wrong() -> (accounts: [AggregateID], missingCents: Int64) {
    if let sorted, sorted.changes == gaps.changes { return (sorted.accounts, sorted.missingCents) }
    let accounts = gaps.wrongByDifference
    sorted = (gaps.changes, accounts, gaps.missingCents)
    return (accounts, gaps.missingCents)
  }
}

/// Which aggregates are accounts: those that begin with an event of the accounts domain.
struct AccountKinds {
  /// The types of the accounts domain.
  static let types: [EventType] = [
    .accountCreated, .moneyDeposited, .moneyWithdrawn, .transferSent, .transferReceived,
  ]

  private var kinds: [AggregateID: Bool] = [:]

  /// The id of an event's account, a copy of its own; nil if its aggregate is none.
  mutating func account(of event: Event, in table: any EventTable) throws -> AggregateID? {
    if let place = kinds.index(forKey: event.aggregateID) {
      return kinds[place].value ? kinds[place].key : nil
    }
    let account = AggregateID(unchecked: ArraySlice(Array(event.aggregateID.bytes)))
    let isAccount =
      event.aggregateVersion == 1
      ? AccountState.knows(event.eventType)
      : try table.page(of: account, versions: 1...1).first
        .map { AccountState.knows($0.event.eventType) } ?? false
    kinds[account] = isAccount
    return isAccount ? account : nil
  }
}
