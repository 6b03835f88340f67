import EventSourcing
import EventStoreConformance
import Testing
import VirtualTime

@Suite struct StreamReaderTests {
  private let index = ScriptedIndex()

  /// Makes an event visible and tells the reader.
  private func show(
    _ recorded: RecordedEvent, _ reader: inout any StreamReader
  ) async {
    await index.show(recorded)
    reader.noteVisible(recorded.event.eventID, at: recorded.place)
  }

  /// Polls to the end of what is there.
  private func read(
    _ reader: inout any StreamReader, at second: Int, limit: Int = 100
  ) async throws -> [RecordedEvent] {
    var events: [RecordedEvent] = []
    repeat {
      events += try await reader.poll(index, now: scriptTime(second), limit: limit)
    } while reader.hasMore
    return events
  }

  private func reader(_ strategy: ReaderStrategy) throws -> any StreamReader {
    try #require(strategy.reader(resuming: index.start))
  }

  /// Ids are drawn at 0, 5 and 20 s; that of 5 s appears at 20 s, behind that of 20 s.
  private func deliverLate(_ strategy: ReaderStrategy, late: Int) async throws -> (
    events: [[RecordedEvent]], status: ReaderStatus
  ) {
    var reader = try reader(strategy)
    var events: [[RecordedEvent]] = []
    await show(try scripted(second: 0), &reader)
    events.append(try await read(&reader, at: 1))
    await show(try scripted(second: 20), &reader)
    events.append(try await read(&reader, at: 20))
    await show(try scripted(second: late), &reader)
    events.append(try await read(&reader, at: 20))
    events.append(try await read(&reader, at: 60))
    return (events, reader.status)
  }

  @Test func `a checkpoint reader misses what appears behind its checkpoint, and counts it`()
    async throws
  {
    let (events, status) = try await deliverLate(.checkpoint, late: 19)
    #expect(events == [[try scripted(second: 0)], [try scripted(second: 20)], [], []])
    #expect(status.delivered == 2)
    #expect(status.missed == 1)
  }

  @Test func `an overlap reader delivers what appears within its window, once`() async throws {
    let (events, status) = try await deliverLate(.overlap, late: 8)
    #expect(
      events == [
        [try scripted(second: 0)], [try scripted(second: 20)], [try scripted(second: 8)], [],
      ])
    #expect(status.delivered == 3)
    #expect(status.missed == 0)
    #expect(status.duplicates == 0)
    #expect(status.outOfOrder == 1)
  }

  @Test func `an overlap reader misses what appears before its window, and counts it`()
    async throws
  {
    let (events, status) = try await deliverLate(.overlap, late: 7)
    #expect(events == [[try scripted(second: 0)], [try scripted(second: 20)], [], []])
    #expect(status.missed == 1)
  }

  @Test func `a safe-horizon reader waits for the bound, and delivers in the order of ids`()
    async throws
  {
    let (events, status) = try await deliverLate(.safeHorizon, late: 19)
    let order = try [scripted(second: 19), scripted(second: 20)]
    #expect(events == [[], [try scripted(second: 0)], [], order])
    #expect(status.missed == 0)
    #expect(status.outOfOrder == 0)
    #expect(status.delayMedian == 40_000_000)
  }

  @Test func `a stall that outlasts the bound makes a safe-horizon reader miss, and count it`()
    async throws
  {
    var reader = try reader(.safeHorizon)
    await show(try scripted(second: 3), &reader)
    #expect(try await read(&reader, at: 15).isEmpty)
    #expect(try await read(&reader, at: 16) == [try scripted(second: 3)])
    await show(try scripted(second: 2), &reader)
    #expect(try await read(&reader, at: 60).isEmpty)
    #expect(reader.status.missed == 1)
  }

  @Test func `the horizon is a whole second five deviations and 11 s behind`() async throws {
    var reader = try #require(
      SafeHorizonReader(
        resuming: index.start,
        boundMicroseconds: SafeHorizonReader.bound(skewMicroseconds: 50_000)))
    await index.show(try scripted(second: 4))
    let early = scriptTime(16).advanced(byMicroseconds: 249_999)
    #expect(try await reader.poll(index, now: early, limit: 9).isEmpty)
    let due = scriptTime(16).advanced(byMicroseconds: 250_000)
    #expect(try await reader.poll(index, now: due, limit: 9).count == 1)
  }

  @Test func `shards have checkpoints and windows of their own`() async throws {
    for strategy in ReaderStrategy.allCases {
      let index = ScriptedIndex()
      var reader = try #require(strategy.reader(resuming: index.start))
      await index.show(try scripted(second: 100, shard: 1))
      _ = try await reader.poll(index, now: scriptTime(120), limit: 9)
      let other = try scripted(second: 1, shard: 2)
      await index.show(other)
      reader.noteVisible(other.event.eventID, at: other.place)
      #expect(try await reader.poll(index, now: scriptTime(120), limit: 9) == [other])
      #expect(reader.status.missed == 0)
    }
  }

  @Test func `small pages deliver the same as large ones`() async throws {
    let seed = UInt64.random(in: 0 ... .max)
    for strategy in ReaderStrategy.allCases {
      var random = SeededRandom(seed: seed)
      var small = try reader(strategy)
      var large = try reader(strategy)
      let index = ScriptedIndex()
      for second in 0..<60 {
        for payload in 0..<3 {
          await index.show(
            try scripted(
              second: second, payload: random.next() >> 8 | UInt64(payload),
              shard: Int.random(in: 1...3, using: &random)))
        }
        var events: [[RecordedEvent]] = [[], []]
        repeat {
          events[0] += try await small.poll(index, now: scriptTime(second), limit: 2)
        } while small.hasMore
        repeat {
          events[1] += try await large.poll(index, now: scriptTime(second), limit: 1000)
        } while large.hasMore
        #expect(events[0] == events[1], "\(strategy), seed \(seed)")
        #expect(small.cursor == large.cursor, "\(strategy), seed \(seed)")
      }
      #expect(small.status.delivered > 100)
    }
  }

  /// Every event appears up to 20 s late, in random order; who counts must account for each.
  @Test func `delivered and missed add up to what was visible`() async throws {
    let seed = UInt64.random(in: 0 ... .max)
    for strategy in ReaderStrategy.allCases {
      for limit in [3, 1000] {
        var random = SeededRandom(seed: seed)
        let index = ScriptedIndex()
        var reader = try self.reader(strategy)
        var late: [Int: [RecordedEvent]] = [:]
        var delivered: [KSUID] = []
        for second in 0..<150 {
          for payload in 0..<4 where second < 120 {
            let lag = Int.random(in: 0...20, using: &random)
            late[second + lag, default: []].append(
              try scripted(
                second: second, payload: random.next() >> 8 | UInt64(payload),
                shard: Int.random(in: 1...2, using: &random)))
          }
          for recorded in late[second] ?? [] {
            await index.show(recorded)
            reader.noteVisible(recorded.event.eventID, at: recorded.place)
          }
          repeat {
            let events = try await reader.poll(index, now: scriptTime(second), limit: limit)
            delivered += events.map(\.event.eventID)
          } while reader.hasMore
        }
        let status = reader.status
        let context = Comment("\(strategy), limit \(limit), seed \(seed)")
        #expect(Set(delivered).count == delivered.count, context)
        #expect(status.delivered == Int64(delivered.count), context)
        #expect(status.delivered + status.missed == 480, context)
        #expect(status.missed > 0, context)
      }
    }
  }

  @Test func `what appears while a window is read counts as missed if the next begins after it`()
    async throws
  {
    var reader = try reader(.overlap)
    for second in [10, 40] { await index.show(try scripted(second: second)) }
    _ = try await reader.poll(index, now: scriptTime(40), limit: 1)
    #expect(reader.hasMore)
    await show(try scripted(second: 9), &reader)
    await show(try scripted(second: 30), &reader)
    #expect(reader.status.missed == 0)
    let events = try await read(&reader, at: 40)
    #expect(events.map(\.position) == [31, 41])
    #expect(reader.status.missed == 1)
  }

  @Test func `a note after the delivery is no miss`() async throws {
    for strategy in ReaderStrategy.allCases {
      let index = ScriptedIndex()
      var reader = try self.reader(strategy)
      for second in [0, 30] { await index.show(try scripted(second: second)) }
      let events = try await reader.poll(index, now: scriptTime(90), limit: 9)
      for recorded in events { reader.noteVisible(recorded.event.eventID, at: recorded.place) }
      #expect(events.count == 2)
      #expect(reader.status.missed == 0)
    }
  }

  @Test func `an overlap reader reads its window alone`() async throws {
    var reader = try reader(.overlap)
    for second in 0..<1000 { await index.show(try scripted(second: second)) }
    #expect(try await read(&reader, at: 1000).count == 1000)
    let before = await index.eventsRead
    #expect(try await read(&reader, at: 1000).isEmpty)
    #expect(await index.eventsRead - before == 13)
  }

  @Test func `a cursor kept as text is resumed: overlap delivers its window again, others go on`()
    async throws
  {
    for (strategy, again) in [(ReaderStrategy.checkpoint, 0), (.overlap, 4), (.safeHorizon, 0)] {
      let index = ScriptedIndex()
      var reader = try self.reader(strategy)
      for second in 0..<8 { await index.show(try scripted(second: 4 * second)) }
      #expect(try await reader.poll(index, now: scriptTime(90), limit: 100).count == 8)
      let cursor = try #require(Cursor(reader.cursor.description))
      var resumed = try #require(strategy.reader(resuming: cursor))
      await index.show(try scripted(second: 40))
      let events = try await resumed.poll(index, now: scriptTime(90), limit: 100)
      #expect(events.count == again + 1, "\(strategy)")
      #expect(resumed.status.delivered == 1)
      #expect(resumed.status.duplicates == Int64(again))
    }
  }

  @Test func `a reader that begins at the end delivers what comes after, late ones too`()
    async throws
  {
    for strategy in ReaderStrategy.allCases {
      let index = ScriptedIndex()
      for second in [0, 10, 20] { await index.show(try scripted(second: second)) }
      var reader = try #require(strategy.reader(atEnd: await index.end, now: scriptTime(20)))
      if strategy != .safeHorizon {
        #expect(try await reader.poll(index, now: scriptTime(20), limit: 9).isEmpty)
      }
      let late = try scripted(second: 15)
      await index.show(late)
      reader.noteVisible(late.event.eventID, at: late.place)
      await index.show(try scripted(second: 21))
      let events = try await reader.poll(index, now: scriptTime(60), limit: 9)
      // For safe-horizon the end is the horizon, which the ids of 10 and 20 s had not passed.
      let wanted: [Int64] =
        switch strategy {
        case .checkpoint: [22]
        case .overlap: [16, 22]
        case .safeHorizon: [11, 16, 21, 22]
        }
      #expect(events.map(\.position) == wanted, "\(strategy)")
      #expect(reader.status.missed == (strategy == .checkpoint ? 1 : 0))
    }
  }

  @Test func `on a store of positions a checkpoint alone fits`() async throws {
    let store = InMemoryEventStore()
    #expect(ReaderStrategy.allCases.filter { $0.fits(store) } == [.checkpoint])
    #expect(ReaderStrategy.allCases.filter { $0.fits(index) } == ReaderStrategy.allCases)
    #expect(ReaderStrategy.overlap.reader(resuming: store.start) == nil)
    #expect(ReaderStrategy.safeHorizon.reader(atEnd: store.start, now: scriptTime(0)) == nil)
    var reader = CheckpointReader(resuming: store.start)
    let event = NewEvent(aggregateID: try AggregateID("a"), eventType: try EventType("T"))
    _ = try await store.append(AppendRequest([event, event, event]))
    #expect(try await reader.poll(store, now: scriptTime(0), limit: 2).count == 2)
    #expect(reader.hasMore)
    #expect(try await reader.poll(store, now: scriptTime(0), limit: 2).count == 1)
    #expect(reader.cursor == .position(3))
  }
}
