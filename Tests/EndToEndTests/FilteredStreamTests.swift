import EmbeddedStore
import EventExplorer
import EventSourcing
import Testing
import VirtualTime

@testable import CQRServerless

/// What screen 3 reads behind its screen, on a real store.
@Suite struct FilteredStreamTests {
  private func stored(_ types: [String], in store: SQLiteEventStore) async throws {
    for (place, type) in types.enumerated() {
      let event = NewEvent(
        aggregateID: try AggregateID("a\(place % 7)"),
        eventID: KSUID(timestamp: 10_000, payloadHigh: 0, payloadLow: UInt64(place)),
        eventType: try EventType(type))
      let time = Instant.simulationStart.advanced(byMicroseconds: Int64(place) * 1_000_000)
      _ = try await store.append(AppendRequest([event], committedAt: time))
    }
  }

  @Test func `the rows that match are found by number, by row and between rows`() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    for share in [1, 2, 50, 3_000] {
      var matched = MatchedRows()
      var rows: [Int64] = []
      for row in Int64(1)...20_000 where random.index(below: share) == 0 {
        matched.append(row)
        rows.append(row)
      }
      #expect(matched.count == Int64(rows.count))
      for _ in 0..<200 {
        let row = Int64(random.index(below: 20_100))
        #expect(
          matched.count(through: row) == Int64(rows.count { $0 <= row }), "seed \(seed), row \(row)"
        )
        let number = 1 + Int64(random.index(below: rows.count + 3))
        let wanted = rows.dropFirst(Int(number) - 1).prefix(5)
        #expect(matched.rows(from: number, limit: 5) == Array(wanted), "seed \(seed), \(number)")
      }
    }
  }

  @Test(arguments: ["type:five", "!type:five", "is:missed", "type:five !is:late"])
  func `a filter finds what passes, in pieces, and goes on with what comes`(text: String)
    async throws
  {
    let place = try Workplace()
    let store = try SQLiteEventStore.open(place.path("s.db"))
    try await stored((1...40).map { $0.isMultiple(of: 5) ? "FIVE" : "T" }, in: store)
    let stream = try store.openStream(.eventID, .inStore)
    func show(_ positions: ClosedRange<Int64>) throws {
      let entries = try store.page(afterPosition: positions.lowerBound - 1, limit: positions.count)
        .map { recorded in
          StreamTableEntry(
            position: recorded.position,
            place: StreamPlace(partition: 0, key: StreamKey(recorded.event.eventID)),
            visibleAt: recorded.committedAt,
            isBehindCheckpoint: recorded.position.isMultiple(of: 3))
        }
      try stream.apply(entries, horizon: 0)
    }
    try show(1...30)
    let filter = try StreamFilter(text)
    let filtered = FilteredStream(number: 7, filter, table: store, stream: stream)
    var last: FilterProgress?
    try filtered.look(isCancelled: { false }) { last = $0 }
    func passing(_ rows: ClosedRange<Int64>) -> [Int64] {
      rows.filter { row in
        switch text {
        case "type:five", "type:five !is:late": row.isMultiple(of: 5)
        case "!type:five": !row.isMultiple(of: 5)
        default: row.isMultiple(of: 3)
        }
      }
    }
    #expect(filtered.rows(from: 1, limit: 100) == passing(1...30))
    #expect(last?.matches == Int64(passing(1...30).count))
    #expect(last?.isComplete == true && last?.scanned == 30)
    try show(31...40)
    try filtered.look(isCancelled: { false }) { last = $0 }
    #expect(filtered.rows(from: 1, limit: 100) == passing(1...40))
    #expect(filtered.counts(between: [1, 11, 41]).reduce(0, +) == Int64(passing(1...40).count))
    #expect(filtered.match(at: 41) == Int64(passing(1...40).count))
  }

  @Test func `a filter that is cancelled keeps what it has found`() async throws {
    let store = try SQLiteEventStore.temporary()
    try await stored(["A", "B"], in: store)
    let stream = try store.openStream(.eventID, .overlay)
    let filtered = FilteredStream(
      number: 1, try StreamFilter("type:a"), table: store, stream: stream)
    var last: FilterProgress?
    try filtered.look(isCancelled: { true }) { last = $0 }
    #expect(last?.scanned == 0 && last?.isComplete == true)
    try filtered.look(isCancelled: { false }) { last = $0 }
    #expect(filtered.rows(from: 1, limit: 9) == [1])
  }

  @Test(arguments: [[], [1], [20], [5, 6, 7, 8], [40]])
  func `a time is found among rows of which some are lost`(lost: [Int64]) async throws {
    let place = try Workplace()
    let store = try SQLiteEventStore.open(place.path("s.db"))
    try await stored((1...40).map { "T\($0)" }, in: store)
    let stream = try store.openStream(.eventID, .overlay)
    if !lost.isEmpty {
      let positions = lost.map { "\($0)" }.joined(separator: ", ")
      _ = try place.shell("sqlite3 s.db 'DELETE FROM event WHERE position IN (\(positions))'")
    }
    let times = StreamTimes(table: store, stream: stream)
    for row in Int64(1)...40 where !lost.contains(row) {
      let time = Instant.simulationStart.advanced(byMicroseconds: (row - 1) * 1_000_000)
      let found = try times.firstRow(at: time, in: 1...40)
      // Lost rows before it may count as of its time.
      #expect(found <= row && (found..<row).allSatisfy { lost.contains($0) }, "row \(row)")
    }
    let after = Instant.simulationStart.advanced(byMicroseconds: 50_000_000)
    #expect(try times.firstRow(at: after, in: 1...40) >= 40)
    let histogram = try times.histogram(columns: 10)
    #expect(histogram?.counts.reduce(0, +) == 40 || lost == [1] || lost == [40])
  }
}
