import EmbeddedStore
import EventExplorer
import EventSourcing
import Testing
import VirtualTime

@testable import CQRServerless

/// What screen 4 reads behind its picture, on a real store.
@Suite struct SkewRowsTests {
  private let start = Instant(microseconds: 1_800_000_000_000_000)

  /// Appends events with ids of these seconds, ten of them committed in a second.
  private func append(_ seconds: [UInt32], to store: SQLiteEventStore) async throws {
    let last = Int(try store.lastPosition())
    for (place, second) in seconds.enumerated() {
      let number = last + place
      let event = NewEvent(
        aggregateID: try AggregateID("a\(number % 7)"),
        eventID: KSUID(timestamp: second, payloadHigh: 0, payloadLow: UInt64(number)),
        eventType: try EventType(number.isMultiple(of: 5) ? "FIVE" : "T"))
      _ = try await store.append(
        AppendRequest(
          [event], committedAt: start.advanced(byMicroseconds: Int64(number) * 100_000)))
    }
  }

  private func entry(_ position: Int64, _ store: SQLiteEventStore) throws -> StreamTableEntry {
    let recorded = try #require(try store.page(atPositions: [position]).first)
    return StreamTableEntry(
      position: position,
      place: StreamPlace(partition: 1, key: StreamKey(recorded.event.eventID)),
      visibleAt: recorded.committedAt.advanced(byMicroseconds: 5_000),
      isBehindCheckpoint: position.isMultiple(of: 9))
  }

  /// How many places later an event stands that is shown, the slow and certain way.
  private func displacement(
    of position: Int64, _ seconds: [UInt32], shown: Set<Int64>
  ) -> Int? {
    guard shown.contains(position) else { return nil }
    let own = seconds[Int(position) - 1]
    var displacement = 0
    for other in shown where (other - position).magnitude <= StreamRow.window {
      let second = seconds[Int(other) - 1]
      if other > position, second < own { displacement += 1 }
      if other < position, second > own { displacement -= 1 }
    }
    return displacement
  }

  @Test func `an event's move is told however the rows are come by, and as the index shows more`()
    async throws
  {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    let seconds = (0..<1_400).map { UInt32($0 + 10_000) - UInt32(random.below(80)) }
    let store = try SQLiteEventStore.temporary()
    try await append(Array(seconds.prefix(900)), to: store)
    let stream = try store.openStream(.eventID, .overlay)
    var rows = SkewRows(table: store, stream: stream, keepsOrder: false)
    var shown = Set<Int64>(1...900)
    try await append(Array(seconds.dropFirst(900)), to: store)
    var pending = Array(Int64(901)...1_400)
    for round in 0..<30 {
      if round.isMultiple(of: 3), !pending.isEmpty {
        var entries: [StreamTableEntry] = []
        for _ in 0..<min(60, pending.count) {
          let position = pending.remove(at: Int(random.below(UInt64(min(80, pending.count)))))
          entries.append(try entry(position, store))
          shown.insert(position)
        }
        try stream.apply(entries, horizon: 0)
      }
      if round.isMultiple(of: 4) { _ = try rows.figures(now: start) }
      let first = 1 + Int64(random.below(1_399))
      let read = try rows.read(first: first, count: 1 + Int(random.below(120)))
      #expect(!read.isEmpty, "seed \(seed)")
      for (offset, row) in read.enumerated() {
        let position = first + Int64(offset)
        #expect(row?.recorded.position == position)
        #expect(
          row?.place?.displacement == displacement(of: position, seconds, shown: shown),
          "seed \(seed), \(position)")
        let isMissed = position > 900 && position.isMultiple(of: 9)
        if let place = row?.place { #expect(place.isMissed == isMissed) }
      }
    }
  }

  @Test func `the figures count inversions by second, and distances`() async throws {
    let store = try SQLiteEventStore.temporary()
    // Every tenth id goes back by five: it stands five places early, and five others one late.
    let seconds = (UInt32(0)..<400).map { (place: UInt32) -> UInt32 in
      let id = 10_000 + 10 * place
      return place % 10 == 9 ? id - 45 : id
    }
    try await append(seconds, to: store)
    let stream = try store.openStream(.eventID, .overlay)
    var rows = SkewRows(table: store, stream: stream, keepsOrder: false)
    let figures = try rows.figures(now: start.advanced(byMicroseconds: 41_500_000))
    #expect(figures.isMoving)
    #expect(figures.events == 400)
    // Classes of 1, 2 to 3, 4 to 7.
    #expect(Array(figures.distances.prefix(3)) == [160, 0, 40])
    #expect(figures.inPlace == 200)
    #expect(figures.inversions.suffix(42) == [Int64?](repeating: 1, count: 40) + [0, 0])
    #expect(figures.inversionsPerSecond == 0)
    let late = try rows.figures(now: start.advanced(byMicroseconds: 900_000_000))
    #expect(!late.isMoving && late.inversionsPerSecond == 1)
    #expect(late.end == start.advanced(byMicroseconds: 39_000_000))
  }

  @Test func `figures of many events are counted piece by piece`() async throws {
    let store = try SQLiteEventStore.temporary()
    for batch in 0..<100 {
      let events = try (0..<50).map { place in
        NewEvent(
          aggregateID: try AggregateID("a"),
          eventID: KSUID(
            timestamp: 10_000, payloadHigh: 0, payloadLow: UInt64(batch * 50 + place)),
          eventType: try EventType("T"))
      }
      _ = try await store.append(
        AppendRequest(
          events, committedAt: start.advanced(byMicroseconds: Int64(batch) * 100_000)))
    }
    let stream = try store.openStream(.eventID, .overlay)
    var rows = SkewRows(table: store, stream: stream, keepsOrder: false)
    let now = start.advanced(byMicroseconds: 11_000_000)
    for (events, isPartial) in [(2_000, true), (4_000, true), (5_000, false), (5_000, false)] {
      let figures = try rows.figures(now: now)
      #expect(figures.events == events && figures.inPlace == events)
      #expect(figures.isPartial == isPartial)
      #expect(figures.lastShown == 5_000)
    }
    // What was committed more than a minute before does not count, and is not taken in.
    let late = now.advanced(byMicroseconds: 55_000_000)
    var others = SkewRows(table: store, stream: stream, keepsOrder: false)
    #expect(try !others.figures(now: late).isPartial)
  }

  @Test func `a store without events has no rows and figures of nothing`() throws {
    let store = try SQLiteEventStore.temporary()
    let stream = try store.openStream(.eventID, .overlay)
    var rows = SkewRows(table: store, stream: stream, keepsOrder: true)
    #expect(try rows.read(first: 1, count: 50).isEmpty)
    #expect(try rows.figures(now: start) == SkewFigures(end: start, keepsOrder: true))
  }

  @Test(arguments: [StreamOrder.number, .transaction])
  func `numbers are the index's order where it has no ids`(order: StreamOrder) async throws {
    let store = try SQLiteEventStore.temporary()
    let stream = try store.openStream(order, .overlay)
    try await append([5, 4, 3, 2, 1], to: store)
    // Shown as 2 1 3 5 4; the numbers drawn are those of the sequence.
    let entries = try [2, 1, 3, 5, 4].enumerated().map { place, position in
      var entry = try entry(Int64(position), store)
      entry.place = StreamPlace(
        partition: 0,
        key: order == .number
          ? StreamKey(number: Int64(place + 1))
          : StreamKey(transaction: Int64(position), number: Int64(place + 1)))
      return entry
    }
    try stream.apply(entries, horizon: 9)
    var rows = SkewRows(table: store, stream: stream, keepsOrder: false)
    let read = try rows.read(first: 1, count: 9)
    #expect(read.map { $0?.place?.displacement } == [1, -1, 0, 1, -1])
  }

  @Test(arguments: [[20], [1], [53], [7, 8, 52]])
  func `a lost event is nil, and the others keep their places`(lost: [Int64]) async throws {
    let place = try Workplace()
    let store = try SQLiteEventStore.open(place.path("s.db"))
    let stream = try store.openStream(.eventID, .overlay)
    let seconds = (0..<53).map { 10_000 + UInt32($0 * 37 % 53) }
    try await append(seconds, to: store)
    try stream.apply(try (1...53).map { try entry($0, store) }, horizon: 0)
    let positions = lost.map { "\($0)" }.joined(separator: ", ")
    _ = try place.shell("sqlite3 s.db 'DELETE FROM event WHERE position IN (\(positions))'")
    var rows = SkewRows(table: store, stream: stream, keepsOrder: false)
    // What is lost at the end is not known of.
    let shown = Set<Int64>(1...(lost.contains(53) ? 52 : 53))
    let read = try rows.read(first: 1, count: 53)
    #expect(read.count == (lost.contains(53) ? 52 : 53))
    for (offset, row) in read.enumerated() {
      let position = Int64(offset + 1)
      #expect((row == nil) == lost.contains(position))
      if let row {
        #expect(row.place?.displacement == displacement(of: position, seconds, shown: shown))
      }
    }
    #expect(try rows.figures(now: start).events == 53 - lost.count)
  }

  @Test(arguments: [false, true])
  func `a search goes along the order of commits`(backwards: Bool) async throws {
    let store = try SQLiteEventStore.temporary()
    let seconds = (UInt32(0)..<60).map { (place: UInt32) -> UInt32 in
      place % 20 == 10 ? 9_995 + place : 10_000 + place
    }
    try await append(seconds, to: store)
    let stream = try store.openStream(.eventID, .overlay)
    let moves = (Int64(1)...60).map { displacement(of: $0, seconds, shown: Set(1...60)) ?? 0 }
    let places = (Int64(1)...60).filter { moves[Int($0) - 1] != 0 }
    for start in Int64(1)...60 {
      let search = Search(
        number: 1, scope: .commits(from: start), subject: .disorder, backwards: backwards,
        includesStart: false)
      var last: SearchProgress?
      let scan = SearchScan(search: search, isCancelled: { false }) { last = $0 }
      try ExplorerSearch(table: store, stream: stream, search: search).run(scan)
      let ahead = backwards ? places.last { $0 < start } : places.first { $0 > start }
      let wanted = try #require(ahead ?? (backwards ? places.last : places.first))
      #expect(
        last?.match == .position(wanted, displacement: moves[Int(wanted) - 1], isMissed: false))
      #expect(last?.matches == places.count)
      #expect(last?.ordinal == places.firstIndex(of: wanted).map { $0 + 1 })
    }
  }
}
