import EmbeddedStore
import EventExplorer
import EventSourcing
import Testing
import VirtualTime

@testable import CQRServerless

/// What the explorer reads behind its screen, on a real store.
@Suite struct StreamRowsTests {
  /// A store with the ids of these seconds, in this order of commits.
  private func store(_ seconds: [UInt32]) async throws -> SQLiteEventStore {
    let store = try SQLiteEventStore.temporary()
    for (place, second) in seconds.enumerated() {
      let event = NewEvent(
        aggregateID: try AggregateID("a\(place % 7)"),
        eventID: KSUID(timestamp: second, payloadHigh: 0, payloadLow: UInt64(place)),
        eventType: try EventType(place.isMultiple(of: 5) ? "FIVE" : "T"))
      _ = try await store.append(AppendRequest([event]))
    }
    return store
  }

  @Test func `an event's place is told however the rows are come by`() async throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    let seconds = (0..<1_300).map { UInt32($0 + 10_000) - UInt32(random.below(60)) }
    let store = try await store(seconds)
    let stream = try store.openStream(.eventID, .overlay)
    let ids = seconds.enumerated().map { ($1, $0) }
    let wanted = ids.indices.map { place in
      ids[max(0, place - StreamRow.window)..<place].count { $0 > ids[place] }
    }
    var rows = StreamRows(table: store, stream: stream)
    for _ in 0..<40 {
      let first = 1 + Int64(random.below(1_299))
      let count = 1 + Int(random.below(120))
      let read = try rows.read(first: first, count: count)
      #expect(read.first??.row == first, "seed \(seed)")
      for case let row? in read {
        #expect(row.displacement == wanted[Int(row.row) - 1], "seed \(seed), row \(row.row)")
      }
    }
  }

  @Test(arguments: [[20], [1], [53], [7, 8, 52, 53]])
  func `the rows about lost events are told as before, and those of lost events are nil`(
    lost: [Int64]
  ) async throws {
    let place = try Workplace()
    let seconds = (0..<53).map { 10_000 + UInt32($0 * 37 % 53) }
    let whole = try await store(seconds)
    let store = try SQLiteEventStore.open(place.path("s.db"))
    for recorded in try whole.page(afterPosition: 0, limit: 100) {
      let event = recorded.event
      _ = try await store.append(
        AppendRequest([
          NewEvent(
            aggregateID: event.aggregateID, eventID: event.eventID, eventType: event.eventType)
        ]))
    }
    let stream = try store.openStream(.eventID, .overlay)
    let positions = lost.map { "\($0)" }.joined(separator: ", ")
    _ = try place.shell("sqlite3 s.db 'DELETE FROM event WHERE position IN (\(positions))'")
    var rows = StreamRows(table: store, stream: stream)
    let read = try rows.read(first: 1, count: 53)
    try #require(read.count == 53)
    for (place, row) in read.enumerated() {
      #expect((row == nil) == lost.contains(Int64(place + 1)))
      guard let row else { continue }
      let later = seconds[..<place].enumerated().count { before, second in
        second > seconds[place] && !lost.contains(Int64(before + 1))
      }
      #expect(row.row == Int64(place + 1) && row.displacement == later)
    }
  }

  @Test(arguments: [false, true])
  func `a search finds the next match, counts all, and goes round`(backwards: Bool) async throws {
    let store = try await store((0..<53).map { 10_000 + UInt32($0) })
    let stream = try store.openStream(.eventID, .overlay)
    let matches = (1...53).filter { ($0 - 1).isMultiple(of: 5) }.map(Int64.init)
    for start in Int64(1)...53 {
      let search = Search(
        number: 1, scope: .stream(from: start), subject: .pattern(try EventPattern("FIVE")),
        backwards: backwards, includesStart: false)
      var last: SearchProgress?
      let scan = SearchScan(search: search, isCancelled: { false }) { last = $0 }
      try ExplorerSearch(table: store, stream: stream, search: search).run(scan)
      let ahead = backwards ? matches.last { $0 < start } : matches.first { $0 > start }
      let wanted = try #require(ahead ?? (backwards ? matches.last : matches.first))
      #expect(last?.match == .row(wanted, displacement: 0, isMissed: false))
      #expect(last?.hasWrapped == (ahead == nil))
      #expect(last?.matches == matches.count)
      #expect(last?.ordinal == matches.firstIndex(of: wanted).map { $0 + 1 })
      #expect(last?.isComplete == true)
    }
  }

  @Test func `a cancelled search says nothing more`() async throws {
    let store = try await store([1, 2, 3].map { 10_000 + $0 })
    let stream = try store.openStream(.eventID, .overlay)
    let search = Search(
      number: 1, scope: .stream(from: 1), subject: .disorder, backwards: false,
      includesStart: true)
    var told = 0
    let scan = SearchScan(search: search, isCancelled: { true }) { _ in told += 1 }
    try ExplorerSearch(table: store, stream: stream, search: search).run(scan)
    #expect(told == 0)
  }

  @Test func `single keys do what the accounts allow`() async throws {
    let store = try SQLiteEventStore.temporary()
    let accounts = QuickAccounts(table: store)
    func run(_ command: QuickCommand, _ account: AggregateID?) async throws -> [Event] {
      let decided = try accounts.command(command, account, now: .simulationStart)
      let receipt = try await store.append(try accounts.request(for: decided))
      return receipt.entries.map(\.recorded.event)
    }
    await #expect(throws: QuickAccounts.Refusal.noAccount) { try await run(.deposit, nil) }
    let account = try #require(try await run(.open, nil).first).aggregateID
    await #expect(throws: QuickAccounts.Refusal.isEmpty) { try await run(.withdraw, account) }
    _ = try await run(.deposit, account)
    await #expect(throws: QuickAccounts.Refusal.isAlone) { try await run(.transfer, account) }
    _ = try await run(.open, nil)
    let transfer = try await run(.transfer, account)
    #expect(transfer.map(\.eventType.description) == ["TRANSFER_SENT", "TRANSFER_RECEIVED"])
  }
}
