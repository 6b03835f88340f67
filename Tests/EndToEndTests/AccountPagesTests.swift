import Architectures
import EmbeddedStore
import EventExplorer
import EventSourcing
import Testing
import VirtualTime

@testable import CQRServerless

/// What screen 5 reads behind the screen, on a real store.
@Suite struct AccountPagesTests {
  private let seed = UInt64.random(in: 0 ... .max)

  private func id(_ text: String) throws -> AggregateID { try AggregateID(text) }

  /// Forty accounts among other aggregates, some of which lack something.
  private func pages(_ random: inout SeededRandom) async throws -> (
    AccountPages, all: [AggregateID]
  ) {
    let store = try SQLiteEventStore.temporary()
    let numbers = (10..<60).shuffled()
    var events: [NewEvent] = []
    for number in numbers {
      let type = number.isMultiple(of: 5) ? "NOTE" : "ACCOUNT_CREATED"
      events.append(
        NewEvent(aggregateID: try id("a\(number)"), eventType: try EventType(type)))
    }
    _ = try await store.append(AppendRequest(events))
    var gaps = ProjectionGaps()
    let all = try numbers.filter { !$0.isMultiple(of: 5) }.map { try id("a\($0)") }.sorted()
    for (place, account) in all.enumerated() where random.below(3) == 0 {
      let event = Event(
        aggregateID: account, aggregateVersion: 2, eventID: .min, eventVersion: 1,
        eventType: .moneyDeposited, metadata: try Metadata("{\"amount\":\(random.below(4))}"))
      let change = try #require(AccountChange(event))
      gaps.add(Int64(place), change, of: account, isMissed: true)
    }
    return (AccountPages(table: store, gaps: gaps, wrong: gaps.wrongByDifference), all)
  }

  private func list(
    _ pages: AccountPages, _ all: [AggregateID], _ order: AccountWindow.Order, isReversed: Bool
  ) -> [AggregateID] {
    let wrong = pages.wrong
    let list = order == .identifier ? all : wrong + all.filter { !wrong.contains($0) }
    return isReversed ? list.reversed() : list
  }

  @Test(arguments: [AccountWindow.Order.difference, .identifier], [false, true])
  func `every part of the list is what it would be if all were sorted`(
    order: AccountWindow.Order, isReversed: Bool
  ) async throws {
    var random = SeededRandom(seed: seed)
    let (pages, all) = try await pages(&random)
    let list = list(pages, all, order, isReversed: isReversed)
    for count in [1, 3, 7, 39, 40, 41] {
      func part(_ anchor: AggregateWindow.Anchor) throws -> AccountPages.Part {
        try pages.part(
          AccountWindow(
            reader: .checkpoint, order: order, isReversed: isReversed, anchor: anchor, count: count)
        )
      }
      func wanted(_ range: Range<Int>, _ anchor: AggregateWindow.Anchor) -> AccountPages.Part {
        let range = range.clamped(to: 0..<list.count)
        return AccountPages.Part(
          accounts: Array(list[range]), isAtStart: range.lowerBound == 0,
          isAtEnd: range.upperBound == list.count, anchor: anchor)
      }
      for (place, account) in list.enumerated() {
        let found = try part(.around(account))
        #expect(found.accounts == wanted(place - count..<place + count + 1, .first).accounts)
        #expect(found.anchor == .around(account), "seed \(seed)")
        #expect(!found.isAtStart || place <= count, "seed \(seed)")
        #expect(!found.isAtEnd || place + count >= list.count - 1, "seed \(seed)")
      }
      #expect(try part(.first).accounts == wanted(0..<count, .first).accounts, "seed \(seed)")
      #expect(
        try part(.last).accounts == wanted(list.count - count..<list.count, .last).accounts,
        "seed \(seed)")
      // What is no account is not in the list.
      let other = try part(.around(try id("a10")))
      #expect(other == (try part(.first)) && other.anchor == .first)
    }
    let whole = try pages.part(
      AccountWindow(
        reader: .checkpoint, order: order, isReversed: isReversed, anchor: .first, count: 41))
    #expect(whole.isAtStart && whole.isAtEnd)
  }

  @Test(arguments: [AccountWindow.Order.difference, .identifier], [false, true])
  func `the next account that is wrong is found from any place, round the end`(
    order: AccountWindow.Order, isReversed: Bool
  ) async throws {
    var random = SeededRandom(seed: seed)
    let (pages, all) = try await pages(&random)
    let list = list(pages, all, order, isReversed: isReversed)
    let wrong = list.indices.filter { pages.wrong.contains(list[$0]) }
    for (place, account) in list.enumerated() {
      for isBackwards in [false, true] {
        let found = pages.nextWrong(
          WrongSearch(
            reader: .checkpoint, order: order, isReversed: isReversed, start: account,
            isBackwards: isBackwards))
        let next = isBackwards ? wrong.last { $0 < place } : wrong.first { $0 > place }
        let wanted = next ?? (isBackwards ? wrong.last : wrong.first)
        #expect(found?.account == wanted.map { list[$0] }, "seed \(seed)")
        #expect(found?.hasWrapped == wanted.map { _ in next == nil }, "seed \(seed)")
        #expect(found?.place == wanted.flatMap { wrong.firstIndex(of: $0) }, "seed \(seed)")
      }
    }
  }

  @Test(arguments: [AccountWindow.Order.difference, .identifier], [false, true])
  func `a search finds the next account, counts all, and goes round`(
    order: AccountWindow.Order, isReversed: Bool
  ) async throws {
    var random = SeededRandom(seed: seed)
    let (pages, all) = try await pages(&random)
    let stream = try pages.table.openStream(.eventID, .overlay)
    let list = list(pages, all, order, isReversed: isReversed)
    let matches = list.indices.filter { list[$0].description.hasSuffix("3") }
    for (place, account) in list.enumerated() {
      for (backwards, includesStart) in [(false, false), (true, false), (false, true)] {
        let search = Search(
          number: 1,
          scope: .accounts(.checkpoint, order, isReversed: isReversed, from: account),
          subject: .pattern(try EventPattern("~3$")), backwards: backwards,
          includesStart: includesStart)
        var last: SearchProgress?
        let scan = SearchScan(search: search, isCancelled: { false }) { last = $0 }
        try ExplorerSearch(
          table: pages.table, stream: stream, search: search, accounts: { _ in pages },
          accountPiece: 7
        ).run(scan)
        let ahead =
          backwards
          ? matches.last { $0 < place }
          : matches.first { includesStart ? $0 >= place : $0 > place }
        let wanted = try #require(ahead ?? (backwards ? matches.last : matches.first))
        #expect(last?.match == .aggregate(list[wanted]), "seed \(seed)")
        #expect(last?.hasWrapped == (ahead == nil), "seed \(seed)")
        #expect(last?.matches == matches.count && last?.isComplete == true, "seed \(seed)")
        #expect(last?.ordinal == matches.firstIndex(of: wanted).map { $0 + 1 }, "seed \(seed)")
      }
    }
  }

  @Test func `a long account is folded in pieces, and no further than its projection is told of`()
    async throws
  {
    let store = try SQLiteEventStore.temporary()
    let account = try id("a")
    let event = NewEvent(
      aggregateID: account, eventType: .moneyDeposited, metadata: try Metadata(#"{"amount":2}"#))
    _ = try await store.append(AppendRequest(Array(repeating: event, count: 7_000)))
    var balances = AccountBalances()
    var budget = 1_000
    #expect(try balances.state(of: account, through: 6_000, budget: &budget, in: store) == nil)
    #expect(budget == 0)
    budget = 100_000
    #expect(try balances.state(of: account, through: 6_000, budget: &budget, in: store) == nil)
    #expect(budget == 95_000)
    let state = try balances.state(of: account, through: 6_000, budget: &budget, in: store)
    #expect(state?.cents == 12_000 && state?.version == 6_000)
    let later = try balances.state(of: account, through: 7_000, budget: &budget, in: store)
    #expect(later?.cents == 14_000)
  }
}
