import Architectures
import EventSourcing
import LiveDriver
import Testing
import VirtualTime

/// What callers append is followed until each reader was handed it, or has passed it.
@Suite(.serialized, .timeLimit(.minutes(10))) struct FollowedEventsTests {
  private func request(_ aggregate: String, count: Int = 1) -> AppendRequest {
    AppendRequest(
      (0..<count).map { _ in
        NewEvent(
          aggregateID: AggregateID(unchecked: ArraySlice(aggregate.utf8)),
          eventType: .moneyDeposited, metadata: .empty)
      })
  }

  /// Waits until nothing more will happen to events.
  private func end(
    _ positions: [Int64], in cloud: LiveCloud
  ) async throws -> [Int64: FollowedEvent] {
    await cloud.waitUntil { status in
      status.visibleRows == status.events
        && status.readers.allSatisfy { $0.delivered + $0.missed == status.events }
    }
    return try cloud.followed(positions)
  }

  @Test(arguments: ArchitectureName.allCases)
  func `every reader's outcome agrees with what is missed and when it was shown`(
    architecture: ArchitectureName
  ) async throws {
    let table = MemoryTable()
    var settings = LiveSettings(
      eventsPerSecond: 200, writers: 4, shards: 1, clockSkewMilliseconds: 500, accounts: 10,
      speedThousandths: 4_000)
    let cloud = try LiveCloud(
      table: table, architecture: architecture, placement: .inStore, settings: settings, seed: 1,
      withWriters: true)
    cloud.run()
    var recorded: [RecordedEvent] = []
    for number in 1...40 {
      await cloud.waitUntil { $0.events > number * 10 }
      recorded += try await cloud.append(request("own")).entries.map(\.recorded)
    }
    settings.eventsPerSecond = 0
    settings.speedThousandths = 100_000
    cloud.update(settings)
    await cloud.waitUntil { $0.settings.eventsPerSecond == 0 && $0.appendsUnderWay == 0 }
    let events = try await end(recorded.map(\.position), in: cloud)
    var shown: [Int64: Instant] = [:]
    for entry in table.appliedEntries { shown[entry.position] = entry.visibleAt }
    let strategies = cloud.status().readers.map(\.strategy)
    for own in recorded {
      let event = try #require(events[own.position])
      let words = Comment(rawValue: "\(architecture.rawValue), \(own.position)")
      #expect(event.hasEnded && event.readers.map(\.strategy) == strategies, words)
      let delay = try #require(event.visibleAfter)
      #expect(shown[own.position] == own.committedAt.advanced(byMicroseconds: delay), words)
      for reader in event.readers {
        if case .delivered(let after) = reader.fate { #expect(after > delay, words) }
      }
    }
    for strategy in strategies {
      let missed = Set(try cloud.undelivered(by: strategy).missed)
      let said = recorded.map(\.position).filter { position in
        let fate = events[position]?.readers.first { $0.strategy == strategy }?.fate
        return fate == .missed
      }
      let all = recorded.map(\.position).filter(missed.contains)
      #expect(said == all, Comment(rawValue: "\(architecture.rawValue), \(strategy.rawValue)"))
      if architecture == .dynamoDBWithKSUIDs, strategy == .checkpoint { #expect(all.count > 3) }
    }
    await cloud.stop()
  }

  @Test func `while time stands still nothing comes of an append, and it says so`() async throws {
    let cloud = try LiveCloud(
      table: MemoryTable(), placement: .inStore,
      settings: LiveSettings(eventsPerSecond: 0, speedThousandths: 100_000, isPaused: true),
      seed: 1, withWriters: true)
    cloud.run()
    _ = try await cloud.append(request("a"))
    let before = try #require(try cloud.followed([1])[1])
    #expect(before.visibleAfter == nil && !before.hasEnded)
    #expect(before.readers.map(\.fate) == [.waiting, .waiting, .waiting])
    cloud.update([.resume])
    let event = try #require(try await end([1], in: cloud)[1])
    guard case .delivered(let after) = event.readers.last?.fate else {
      Issue.record("\(event)")
      return
    }
    // The bound of its horizon.
    #expect(after > 11_000_000 && event.readers.last?.strategy == .safeHorizon)
    await cloud.stop()
  }

  @Test func `of what is not followed, or no more, it is told what the stream kept`() async throws {
    let table = MemoryTable()
    _ = try table.appendNow(request("other"))
    let cloud = try LiveCloud(
      table: table, placement: .inStore,
      settings: LiveSettings(eventsPerSecond: 0, speedThousandths: 100_000), seed: 1,
      withWriters: false)
    cloud.run()
    let last = try await cloud.append(request("a", count: 1_001)).entries.count + 1
    let events = try await end([1, 2, 3, Int64(last), 5_000], in: cloud)
    #expect(events.count == 4 && events.values.allSatisfy(\.hasEnded))
    #expect(events[1]?.readers == [] && events[2]?.readers == [])
    #expect(events[3]?.readers.count == 3 && events[Int64(last)]?.readers.count == 3)
    await cloud.stop()
  }
}
