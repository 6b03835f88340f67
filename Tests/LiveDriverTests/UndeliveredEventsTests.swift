import Architectures
import EventSourcing
import LiveDriver
import Testing
import VirtualTime

/// What a reader has not been handed, live.
@Suite(.serialized, .timeLimit(.minutes(10))) struct UndeliveredEventsTests {
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

  /// What all readers that an architecture has a use for were not handed.
  private func all(_ cloud: LiveCloud) throws -> [ReaderStrategy: UndeliveredEvents] {
    var all: [ReaderStrategy: UndeliveredEvents] = [:]
    for reader in cloud.status().readers {
      all[reader.strategy] = try cloud.undelivered(by: reader.strategy)
    }
    return all
  }

  @Test(arguments: ArchitectureName.allCases, [1, 2] as [UInt64])
  func `what is committed was handed over, is on its way, waits or was missed, and one of these`(
    architecture: ArchitectureName, seed: UInt64
  ) async throws {
    let table = MemoryTable()
    var settings = LiveSettings(
      eventsPerSecond: 200, writers: 4, shards: 1, clockSkewMilliseconds: 500, accounts: 10,
      speedThousandths: 4_000)
    let cloud = try LiveCloud(
      table: table, architecture: architecture, placement: .inStore, settings: settings,
      seed: seed, withWriters: true)
    cloud.run()
    var before: [ReaderStrategy: UndeliveredEvents] = [:]
    for wanted in [100, 400, 800] {
      await cloud.waitUntil { $0.events > wanted }
      let visible = Set(table.appliedEntries.map(\.position))
      for (strategy, events) in try all(cloud) {
        #expect(visible.isDisjoint(with: events.unseen))
        let lists = [events.unseen, events.waiting, events.missed]
        let positions = Set(lists.joined())
        #expect(positions.count == lists.reduce(0) { $0 + $1.count })
        #expect(positions.allSatisfy { (1...events.through).contains($0) })
        // What was missed before stays so.
        #expect(events.missed.starts(with: before[strategy]?.missed ?? []))
        before[strategy] = events
      }
    }
    settings.eventsPerSecond = 0
    cloud.update(settings)
    await cloud.waitUntil {
      $0.settings.eventsPerSecond == 0 && $0.appendsUnderWay == 0 && $0.visibleRows == $0.events
    }
    await cloud.stop()
    // The status is told once more, and nothing moves any more.
    settings.accounts = 11
    cloud.update(settings)
    await cloud.waitUntil { $0.settings.accounts == 11 }
    let committed = Int64(table.events.count)
    let behind = table.appliedEntries.filter(\.isBehindCheckpoint).map(\.position)
    let status = cloud.status()
    for (strategy, events) in try all(cloud) {
      let words = Comment(rawValue: "\(architecture.rawValue), \(strategy.rawValue), \(seed)")
      #expect(events.through == committed, words)
      #expect(events.unseen == [], words)
      if strategy == .checkpoint { #expect(events.missed == behind, words) }
      let counted = status.readers.first { $0.strategy == strategy }
      #expect(counted?.missed == Int64(events.missed.count), words)
      // What is left was handed over, as often as the reader has counted.
      let undelivered = events.unseen.count + events.waiting.count + events.missed.count
      #expect(counted?.delivered == committed - Int64(undelivered), words)
    }
  }

  @Test func `what was visible when the store was opened counts as handed over, the rest does not`()
    async throws
  {
    let table = MemoryTable()
    let first = try LiveCloud(
      table: table, placement: .inStore, settings: quiet(), seed: 1, withWriters: false)
    first.run()
    _ = try await first.append(request("a", count: 5))
    await first.waitUntil { $0.visibleRows == 5 }
    await first.stop()
    _ = try table.appendNow(request("b", count: 3))
    let second = try LiveCloud(
      table: table, placement: .inStore, settings: quiet { $0.isPaused = true }, seed: 2,
      withWriters: false)
    for reader in [ReaderStrategy.checkpoint, .overlap] {
      let events = try second.undelivered(by: reader)
      #expect(events.unseen.sorted() == [6, 7, 8] && events.waiting == [] && events.missed == [])
    }
  }

  @Test func `safe-horizon waits for what stood beyond its horizon when the store was opened`()
    async throws
  {
    let table = MemoryTable()
    let ahead = KSUID(timestamp: .max, payloadHigh: 1, payloadLow: 1)
    let old = KSUID(timestamp: 1_000, payloadHigh: 1, payloadLow: 1)
    for id in [old, ahead] {
      var own = request("a")
      own.events[0].eventID = id
      _ = try table.appendNow(own)
    }
    let cloud = try LiveCloud(
      table: table, placement: .overlay, settings: quiet(), seed: 1, withWriters: false)
    #expect(try cloud.undelivered(by: .checkpoint).waiting == [])
    let events = try cloud.undelivered(by: .safeHorizon)
    #expect(events.waiting == [2] && events.unseen == [] && events.missed == [])
  }

  @Test func `a rebuild takes out what it delivered, and what comes is counted once`() async throws
  {
    let table = MemoryTable()
    var settings = quiet { $0.isPaused = true }
    let cloud = try LiveCloud(
      table: table, placement: .inStore, settings: settings, seed: 1, withWriters: false)
    cloud.run()
    _ = try await cloud.append(request("a", count: 40))
    settings.isPaused = false
    settings.speedThousandths = 1_000
    cloud.update(settings)
    // Visible, and safe-horizon waits for them still.
    await cloud.waitUntil { $0.visibleRows == 40 }
    var delivered = PositionSet()
    for position in 1...30 { delivered.insert(Int64(position)) }
    let (before, after) = try cloud.mend(.safeHorizon, delivered: delivered)
    #expect(before.waiting.sorted() == Array(1...40))
    #expect(after.waiting.sorted() == Array(31...40) && after.epoch == before.epoch + 1)
    settings.speedThousandths = 100_000
    cloud.update(settings)
    await cloud.waitUntil { status in
      status.readers.contains { $0.strategy == .safeHorizon && $0.delivered == 40 }
    }
    #expect(try cloud.undelivered(by: .safeHorizon).waiting == [])
    await cloud.stop()
  }

  @Test func `a rebuild mends what a checkpoint reader missed, and what it misses later is missed`()
    async throws
  {
    let table = MemoryTable()
    let cloud = try LiveCloud(
      table: table, placement: .inStore,
      settings: LiveSettings(
        eventsPerSecond: 100, writers: 4, shards: 1, speedThousandths: 4_000),
      seed: 1, withWriters: true)
    cloud.run()
    func missed(_ least: Int64) async {
      await cloud.waitUntil { status in
        status.readers.contains { $0.strategy == .checkpoint && $0.missed > least }
      }
    }
    await missed(30)
    var delivered = PositionSet()
    for position in try cloud.undelivered(by: .checkpoint).missed { delivered.insert(position) }
    let (before, after) = try cloud.mend(.checkpoint, delivered: delivered)
    #expect(before.missed.count > 30)
    #expect(after.missed == before.missed.filter { !delivered.contains($0) })
    await missed(before.missed.count == 0 ? 60 : Int64(before.missed.count) + 30)
    let later = try cloud.undelivered(by: .checkpoint)
    #expect(later.missed.count >= 30 && later.missed.allSatisfy { !delivered.contains($0) })
    await cloud.stop()
  }
}
