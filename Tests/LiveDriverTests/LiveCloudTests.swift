import Architectures
import EventSourcing
import LiveDriver
import Testing
import VirtualTime

@Suite(.serialized, .timeLimit(.minutes(10))) struct LiveCloudTests {
  private func request(_ aggregate: String, count: Int = 1) -> AppendRequest {
    AppendRequest(
      (0..<count).map { _ in
        NewEvent(
          aggregateID: AggregateID(unchecked: ArraySlice(aggregate.utf8)),
          eventType: .moneyDeposited, metadata: .empty)
      })
  }

  private func quiet(_ change: (inout LiveSettings) -> Void = { _ in }) -> LiveSettings {
    var settings = LiveSettings(eventsPerSecond: 0, speedThousandths: 100_000)
    change(&settings)
    return settings
  }

  @Test func `an append is acknowledged, and becomes visible later`() async throws {
    let table = MemoryTable()
    let cloud = try LiveCloud(
      table: table, placement: .inStore, settings: quiet(), seed: 1, withWriters: false)
    cloud.run()
    let receipt = try await cloud.append(request("a"))
    let recorded = receipt.entries[0].recorded
    #expect((1...4).contains(recorded.shard))
    await cloud.waitUntil { $0.visibleRows == 1 }
    let entry = try #require(table.appliedEntries.first)
    #expect(entry.position == 1 && entry.place.key.eventID == recorded.event.eventID)
    #expect(entry.visibleAt - recorded.committedAt >= 500)
    let page = try await cloud.events(after: cloud.start, limit: 10)
    #expect(page.map(\.position) == [1])
    await #expect(throws: EventStoreError.foreignCursor(.position(0))) {
      try await cloud.events(after: .position(0), limit: 1)
    }
    await cloud.stop()
  }

  @Test func `while time is paused appends commit, and nothing becomes visible`() async throws {
    let table = MemoryTable()
    let cloud = try LiveCloud(
      table: table, placement: .inStore, settings: quiet { $0.isPaused = true }, seed: 1,
      withWriters: true)
    cloud.run()
    let before = cloud.status().now
    for _ in 0..<3 { _ = try await cloud.append(request("a")) }
    await cloud.waitUntil { $0.events == 3 }
    #expect(cloud.status().visibleRows == 0)
    #expect(cloud.status().now == before)
    #expect(table.events.allSatisfy { $0.committedAt == before })
    cloud.update(quiet())
    await cloud.waitUntil { $0.visibleRows == 3 }
    await cloud.stop()
  }

  @Test func `what other processes commit is noticed and indexed`() async throws {
    let table = MemoryTable()
    let cloud = try LiveCloud(
      table: table, placement: .inStore, settings: quiet(), seed: 1, withWriters: false)
    cloud.run()
    _ = try table.appendNow(request("other", count: 20))
    await cloud.waitUntil { $0.visibleRows == 20 }
    #expect(cloud.status().events == 20 && cloud.status().aggregates == 1)
    #expect(Set(table.appliedEntries.map(\.place.partition)) == [0])
    await cloud.stop()
  }

  @Test func `the number of index shards that was set is the one it is opened with again`()
    async throws
  {
    let table = MemoryTable()
    func open() throws -> LiveCloud {
      try LiveCloud(
        table: table, placement: .inStore, settings: quiet(), seed: 1, withWriters: false)
    }
    var cloud = try open()
    cloud.run()
    cloud.update(quiet { $0.shards = 9 })
    await cloud.waitUntil { $0.settings.shards == 9 }
    await cloud.stop()
    cloud = try open()
    #expect(cloud.status().settings.shards == 9)
    let events = (1...60).flatMap { request("a\($0)").events }
    let receipt = try await cloud.append(AppendRequest(events))
    #expect(Set(receipt.entries.map(\.recorded.shard)) == Set(1...9))
  }

  @Test func `what was not visible when the store was closed is indexed after it is opened`()
    async throws
  {
    let table = MemoryTable()
    let paused = try LiveCloud(
      table: table, placement: .inStore, settings: quiet { $0.isPaused = true }, seed: 1,
      withWriters: false)
    paused.run()
    _ = try await paused.append(request("a", count: 5))
    await paused.stop()
    #expect(table.appliedEntries.isEmpty)
    let cloud = try LiveCloud(
      table: table, placement: .inStore, settings: quiet(), seed: 2, withWriters: false)
    cloud.run()
    _ = try await cloud.append(request("a"))
    await cloud.waitUntil { $0.visibleRows == 6 }
    #expect(table.appliedEntries.map(\.position).sorted() == [1, 2, 3, 4, 5, 6])
    await cloud.stop()
  }

  @Test func `over a store without an architecture, what was there counts as visible`() async throws
  {
    let table = MemoryTable()
    _ = try table.appendNow(request("old", count: 7))
    let cloud = try LiveCloud(
      table: table, placement: .overlay, settings: quiet(), seed: 1, withWriters: false)
    #expect(cloud.status().visibleRows == 7)
    cloud.run()
    _ = try await cloud.append(request("new"))
    await cloud.waitUntil { $0.visibleRows == 8 }
    await cloud.stop()
  }

  @Test func `an event that appears behind the checkpoint reader is marked and counted`()
    async throws
  {
    let table = MemoryTable()
    var parameters = CloudParameters()
    parameters.reader.overlapSeconds = 3_600  // However late a busy machine commits.
    let cloud = try LiveCloud(
      table: table, placement: .inStore,
      settings: LiveSettings(
        eventsPerSecond: 100, writers: 4, shards: 1, speedThousandths: 4_000),
      parameters: parameters, seed: 1, withWriters: true)
    cloud.run()
    await cloud.waitUntil { status in
      status.readers.contains { $0.strategy == .checkpoint && $0.missed > 50 }
    }
    await cloud.stop()
    let entries = table.appliedEntries
    let status = cloud.status()
    #expect(Set(entries.map(\.position)).count == entries.count)
    #expect(entries.count { $0.isBehindCheckpoint } >= 50)
    #expect(status.readers.first { $0.strategy == .overlap }?.missed == 0)
  }

  @Test func `stopping waits for appends in flight, and nothing moves afterwards`() async throws {
    let table = MemoryTable()
    let cloud = try LiveCloud(
      table: table, placement: .inStore,
      settings: LiveSettings(eventsPerSecond: 200, speedThousandths: 2_000), seed: 1,
      withWriters: true)
    cloud.run()
    await cloud.waitUntil { $0.events > 200 }
    await cloud.stop()
    let events = table.events.count
    await cloud.stop()
    #expect(table.events.count == events)
  }

  @Test func `one shard that is asked for too much throttles, and more shards help`() async throws {
    let table = MemoryTable()
    var settings = LiveSettings(
      eventsPerSecond: 2500, writers: 64, shards: 1, accounts: 50, speedThousandths: 100)
    let cloud = try LiveCloud(
      table: table, placement: .inStore, settings: settings, seed: 1, withWriters: true)
    cloud.run()
    await cloud.waitUntil { status in
      status.refused > 20 && status.parts[0].refused > 0 && status.parts[0].backlog > 500
    }
    settings.shards = 8
    cloud.update(settings)
    await cloud.waitUntil { $0.parts.count == 8 && $0.parts[7].passedPerSecond > 0 }
    await cloud.stop()
  }
}
