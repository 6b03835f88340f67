import Architectures
import EventSourcing
import VirtualTime

/// The demo's writers, and what they know of the accounts.
struct BackgroundWriters: Sendable {
  /// The writers; the first ``count`` of them begin new appends, the others end what they are about.
  var writers: [BackgroundWriter] = []
  /// How many are at work.
  private(set) var count = 0
  /// The accounts.
  var domain: AccountsDomain

  private let architecture: ArchitectureName
  private let seed: UInt64

  /// Creates idle writers who know the store's accounts.
  /// - Throws: `EventStoreError` if the accounts can't be read.
  init(
    _ architecture: ArchitectureName, settings: LiveSettings, table: any EventTable, seed: UInt64,
    at now: Instant
  ) throws {
    self.architecture = architecture
    self.seed = seed
    domain = AccountsDomain(wantedAccounts: settings.accounts)
    let known = try table.aggregates(AggregateQuery(limit: settings.accounts))
    for account in known where account.firstType == .accountCreated {
      try learn(account.aggregateID, from: table)
    }
    setCount(settings.writers, settings, at: now)
  }

  /// Appends that have begun, and may still write.
  var appendsUnderWay: Int { writers.count { $0.mayWrite } }

  /// The wall clocks of those at work, at an instant.
  func clocks(at now: Instant) -> [WriterClockStatus] {
    writers.prefix(count).enumerated().map { place, writer in
      WriterClockStatus(
        number: place + 1, offsetMicroseconds: writer.clock.reading(at: now) - now)
    }
  }

  /// When a writer next has something to do by itself.
  var nextInstant: Instant? {
    var next: Instant?
    for writer in writers.indices {
      guard let due = nextInstant(of: writer) else { continue }
      next = min(next ?? due, due)
    }
    return next
  }

  /// When one of them has; nil if never.
  func nextInstant(of writer: Int) -> Instant? {
    if writer >= count, case .idle = writers[writer].activity { return nil }
    return writers[writer].nextInstant
  }

  /// Whether all accounts of an append stand where it expects them, as far as is known here.
  func isUpToDate(_ request: AppendRequest) -> Bool {
    request.expected.allSatisfy { account, expected in
      expected == .exactly(domain[account]?.version ?? 0)
    }
  }

  /// Takes note of changed settings.
  mutating func change(from before: LiveSettings, to after: LiveSettings, at now: Instant) {
    domain.wantedAccounts = after.accounts
    if after.clockSkewMilliseconds != before.clockSkewMilliseconds {
      for index in writers.indices {
        writers[index].clock.change(
          deviationMicroseconds: Int64(after.clockSkewMilliseconds) * 1000)
      }
    }
    if (after.writers, after.eventsPerSecond) != (before.writers, before.eventsPerSecond) {
      setCount(after.writers, after, at: now)
    }
  }

  /// Reads what is not known yet of an account.
  mutating func learn(_ account: AggregateID, from table: any EventTable) throws {
    while true {
      let next = (domain[account]?.version ?? 0) + 1
      let page = try table.page(of: account, from: next, limit: 1000)
      for recorded in page { domain.learn(recorded.event) }
      guard !page.isLast, let version = domain[account]?.version, version >= next else { return }
    }
  }

  private mutating func setCount(_ count: Int, _ settings: LiveSettings, at now: Instant) {
    while writers.count < count {
      writers.append(
        BackgroundWriter(
          number: writers.count + 1, architecture, seed: seed,
          skewMicroseconds: Int64(settings.clockSkewMilliseconds) * 1000, start: now))
    }
    self.count = count
    for index in writers.indices.prefix(count) {
      writers[index].setRate(perSecond: settings.eventsPerSecond, sharedBy: count, at: now)
    }
  }
}
