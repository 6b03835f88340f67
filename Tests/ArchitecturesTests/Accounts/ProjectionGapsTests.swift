import Architectures
import EventSourcing
import Testing
import VirtualTime

/// A projection of accounts beside the truth.
@Suite struct ProjectionGapsTests {
  @Test(
    arguments: [
      (0, "0.00"), (5, "0.05"), (-5, "-0.05"), (425_000, "4,250.00"),
      (-123_456_789, "-1,234,567.89"),
      (.max, "92,233,720,368,547,758.07"), (.min, "-92,233,720,368,547,758.08"),
    ] as [(Int64, String)])
  func `an amount has two places and its thousands apart`(cents: Int64, text: String) {
    #expect(Amount.text(cents) == text)
  }

  @Test func `totals are told in a sentence`() {
    var totals = ProjectionTotals(accounts: 1_003, others: 1)
    totals.count(cents: 400_000, openings: 0)
    totals.count(cents: -25_000, openings: 0)
    totals.count(cents: 0, openings: 1)
    totals.count(cents: 0, openings: 0)
    #expect(totals.words == "3 of 1,003 accounts wrong, 4,250.00 missing")
    #expect(totals.othersWords == "no read model is known for 1 other aggregate")
    #expect(ProjectionTotals(accounts: 1).words == "0 of 1 account wrong, 0.00 missing")
    #expect(ProjectionTotals(others: 2).othersWords == "no read model is known for 2 aggregates")
  }

  @Test func `what is told of gaps is what folding what was delivered gives`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    var domain = AccountsDomain(wantedAccounts: 12)
    var truth = AccountsProjection()
    var events: [Event] = []
    while events.count < 400 {
      let command = domain.decide(&random, now: .simulationStart)
      domain.ended(command)
      for event in domain.request(for: command).events {
        let stored = Event(
          aggregateID: event.aggregateID,
          aggregateVersion: (domain[event.aggregateID]?.version ?? 0) + 1, eventID: .min,
          eventVersion: 1, eventType: event.eventType, metadata: event.metadata)
        domain.learn(stored)
        truth.apply(stored)
        events.append(stored)
      }
    }
    var gaps = ProjectionGaps()
    var late: Set<Int> = []
    var missed: Set<Int> = []
    for _ in 0..<3_000 {
      let place = random.index(below: events.count)
      let change = try #require(AccountChange(events[place]))
      let account = events[place].aggregateID
      if late.remove(place) != nil {
        gaps.removeLate(Int64(place), change, of: account)
      } else if !missed.contains(place) {
        let isMissed = random.below(3) == 0
        gaps.add(Int64(place), change, of: account, isMissed: isMissed)
        if isMissed { missed.insert(place) } else { late.insert(place) }
      }
    }
    var projection = AccountsProjection()
    for place in events.indices.shuffled() where !late.contains(place) && !missed.contains(place) {
      projection.apply(events[place])
    }
    var totals = ProjectionTotals(accounts: Int64(domain.count))
    for (account, state) in truth.accounts {
      let cents = state.cents - projection[account].cents
      let openings = state.openings - projection[account].openings
      totals.count(cents: cents, openings: openings)
      let gap = gaps.gaps[account]
      #expect((gap?.cents ?? 0, gap?.openings ?? 0) == (cents, openings), "seed \(seed)")
    }
    #expect((gaps.wrong, gaps.missingCents) == (totals.wrong, totals.missingCents), "seed \(seed)")
    let wrong = gaps.wrongByDifference
    #expect(Int64(wrong.count) == totals.wrong)
    let amounts = wrong.map { gaps.gaps[$0]?.cents.magnitude ?? 0 }
    #expect(amounts == amounts.sorted(by: >))
  }

  @Test func `a line of a compared account escapes what would steer a terminal`() throws {
    var bytes: [UInt8] = []
    EventLineWriter().append(
      ComparedAccount(
        account: try AggregateID("a\u{1b}"), name: "\"\u{202e}", projected: -5, actual: 7,
        missing: [.min, .max]), to: &bytes)
    EventLineWriter().append(
      ComparedAccount(
        account: try AggregateID("b"), name: nil, projected: 0, actual: 0, missing: []), to: &bytes)
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        {"aggregateId":"a\\u001b","name":"\\"\\u202e","projected":-5,"actual":7,"missing":["\(KSUID.min)","\(KSUID.max)"]}
        {"aggregateId":"b","name":null,"projected":0,"actual":0,"missing":[]}

        """)
  }
}
