import Architectures
import EmbeddedStore
import EventSourcing
import Scenarios
import Testing
import VirtualTime

@Suite struct FiguresTests {
  private let start = Instant.simulationStart

  private func instant(_ milliseconds: Int64) -> Instant {
    start.advanced(byMicroseconds: milliseconds * 1_000)
  }

  /// Six events of two aggregates, committed 100 ms apart; the ids of some say another order.
  private func store() async throws -> SQLiteEventStore {
    let store = try SQLiteEventStore.temporary()
    let events: [(aggregate: String, id: UInt64, shard: Int)] = [
      ("a", 10, 1), ("b", 30, 2), ("a", 20, 1), ("a", 5, 1), ("b", 40, 2), ("a", 50, 1),
    ]
    for (place, event) in events.enumerated() {
      let request = NewEvent(
        aggregateID: AggregateID(unchecked: ArraySlice(event.aggregate.utf8)),
        eventID: KSUID(timestamp: 1, payloadHigh: 0, payloadLow: event.id),
        eventType: .moneyDeposited, metadata: .empty, shard: event.shard)
      _ = try await store.append(
        AppendRequest([request], committedAt: instant(Int64(place) * 100)))
    }
    return store
  }

  private func status(_ store: SQLiteEventStore, shown: Int64) throws -> ReplicationStatus {
    let (events, aggregates) = try store.totals()
    return ReplicationStatus(
      now: start, events: events, aggregates: aggregates, visibleRows: shown,
      readers: [
        ReaderStatus(strategy: .checkpoint, delivered: 3, missed: 2),
        ReaderStatus(strategy: .safeHorizon, delivered: 1),
      ], refused: 9, throttled: 7, longestBacklog: 4)
  }

  /// An entry: the event's position and when it appears.
  private func entry(
    _ position: Int64, at milliseconds: Int64, shard: Int, _ key: StreamKey
  ) -> StreamTableEntry {
    StreamTableEntry(
      position: position, place: StreamPlace(partition: shard, key: key),
      visibleAt: instant(milliseconds))
  }

  @Test func `what happened in an index of ids is counted`() async throws {
    let store = try await store()
    let stream = try store.openStream(.eventID, .inStore)
    func id(_ number: UInt64) -> StreamKey {
      StreamKey(KSUID(timestamp: 1, payloadHigh: 0, payloadLow: number))
    }
    try stream.apply(
      [
        entry(1, at: 10, shard: 1, id(10)), entry(2, at: 110, shard: 2, id(30)),
        entry(3, at: 250, shard: 1, id(20)), entry(5, at: 700, shard: 2, id(40)),
        entry(4, at: 2_300, shard: 1, id(5)),
      ], horizon: 0)
    let figures = try ScenarioFigures(status(store, shown: 5), table: store, stream: stream)
    #expect(figures[.events] == 6 && figures[.shown] == 5 && figures[.unseen] == 1)
    #expect(figures[.aggregates] == 2)
    // By id they stand 4 1 3 2 5: 4 and 3 stand before one that was committed earlier.
    #expect(figures[.inversions] == 2)
    // 20 came after 30, and 5 after 10, 30, 20 and 40.
    #expect(figures[.late] == 2 && figures[.displacement] == 4)
    // The third of a stands before its first and second.
    #expect(figures[.reordered] == 1)
    #expect(figures[.lag] == 2_000_000)
    #expect(figures[.hottest] == 66)
    #expect(figures[.gaps] == nil)
    #expect(figures[.backlog] == 4 && figures[.refused] == 9 && figures[.throttled] == 7)
    #expect(figures[.missedByCheckpoint] == 2 && figures[.missedBySafeHorizon] == 0)
    #expect(figures[.missedByOverlap] == nil)
    store.close()
  }

  @Test func `positions that no event has are gaps`() async throws {
    let store = try await store()
    let stream = try store.openStream(.transaction, .inStore)
    try stream.apply(
      [
        entry(1, at: 0, shard: 0, StreamKey(transaction: 1, number: 1)),
        entry(2, at: 100, shard: 0, StreamKey(transaction: 2, number: 5)),
        entry(3, at: 200, shard: 0, StreamKey(transaction: 3, number: 3)),
      ], horizon: 4)
    let figures = try ScenarioFigures(status(store, shown: 3), table: store, stream: stream)
    #expect(figures[.gaps] == 2)
    // By position they stand 1 3 2.
    #expect(figures[.inversions] == 1)
    #expect(figures[.late] == 1 && figures[.displacement] == 1)
    store.close()
  }

  @Test(arguments: [
    (ScenarioExpectation.Comparison.less, [true, false, false]), (.atMost, [true, true, false]),
    (.equal, [false, true, false]), (.atLeast, [false, true, true]),
    (.greater, [false, false, true]),
  ])
  func `a figure is compared as it is written`(
    comparison: ScenarioExpectation.Comparison, holds: [Bool]
  ) {
    let expectation = ScenarioExpectation(.late, comparison, 5)
    #expect([4, 5, 6].map { expectation.holds(in: ScenarioFigures([.late: $0])) } == holds)
    #expect(!expectation.holds(in: ScenarioFigures([:])))
  }
}
