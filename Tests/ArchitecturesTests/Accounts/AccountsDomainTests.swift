import Architectures
import EventSourcing
import Testing
import VirtualTime

@Suite struct AccountsDomainTests {
  /// Stores a command's events at the versions that follow what is known, without a store.
  private func carryOut(_ command: AccountCommand, in domain: inout AccountsDomain) -> [Event] {
    let events = command.events.map { event in
      Event(
        aggregateID: event.aggregateID,
        aggregateVersion: (domain[event.aggregateID]?.version ?? 0) + 1, eventID: .min,
        eventVersion: event.eventVersion, eventType: event.eventType, metadata: event.metadata)
    }
    for event in events { domain.learn(event) }
    domain.ended(command)
    return events
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `accounts are opened up to their number, and none goes below zero`(seed: UInt64) {
    var domain = AccountsDomain(wantedAccounts: 20)
    var random = SeededRandom(seed: seed)
    var kinds: Set<EventType> = []
    var total: Int64 = 0
    for _ in 0..<3000 {
      let command = domain.decide(&random, now: .simulationStart)
      #expect(domain.allows(command), "seed \(seed)")
      for event in carryOut(command, in: &domain) { kinds.insert(event.eventType) }
      switch command {
      case .deposit(_, let cents): total += cents
      case .withdraw(_, let cents): total -= cents
      case .open, .transfer: break
      }
      for account in command.accounts { #expect((domain[account]?.cents ?? -1) >= 0) }
    }
    #expect(domain.count == 20)
    #expect(kinds.count == 5)
    #expect(total > 0)
  }

  @Test func `a transfer is one append of both halves with one transfer id`() throws {
    let (from, to) = (try AggregateID("a\"1"), try AggregateID("b"))
    let command = AccountCommand.transfer(from: from, to: to, cents: 1250, transfer: .max)
    let events = command.events
    let texts = events.map { String(decoding: $0.metadata.bytes, as: UTF8.self) }
    #expect(
      texts == [
        #"{"amount":1250,"transfer":"aWgEPTl1tmebfsQzFP4bxwgy80V","to":"b"}"#,
        #"{"amount":1250,"transfer":"aWgEPTl1tmebfsQzFP4bxwgy80V","from":"a\"1"}"#,
      ])
    #expect(events.map(\.eventType) == [.transferSent, .transferReceived])
  }

  @Test func `an append names the version last seen, and what was missed is learnt in order`()
    throws
  {
    let account = try AggregateID("a")
    var domain = AccountsDomain(wantedAccounts: 1)
    _ = carryOut(.open(account, name: "Ada"), in: &domain)
    #expect(
      domain.request(for: .deposit(account, cents: 1)).expected == [account: .exactly(1)])
    let missed = AccountCommand.deposit(account, cents: 500).events[0]
    func event(version: Int64) -> Event {
      Event(
        aggregateID: account, aggregateVersion: version, eventID: .min, eventVersion: 1,
        eventType: missed.eventType, metadata: missed.metadata)
    }
    domain.learn(event(version: 3))
    #expect(domain[account]?.version == 1)
    domain.learn(event(version: 2))
    domain.learn(event(version: 2))
    #expect(domain[account]?.cents == 500)
    #expect(!domain.allows(.withdraw(account, cents: 501)))
  }
}
