import Architectures
import EventSourcing
import LiveDriver
import Testing
import VirtualTime

@Suite(.serialized, .timeLimit(.minutes(10))) struct BackgroundWritersTests {
  private func cloud(
    _ table: MemoryTable, _ settings: LiveSettings, seed: UInt64 = 1
  ) throws -> LiveCloud {
    try LiveCloud(
      table: table, placement: .inStore, settings: settings, seed: seed, withWriters: true)
  }

  private let fast = LiveSettings(
    eventsPerSecond: 200, accounts: 10, speedThousandths: 4_000)

  /// Folds everything committed, and says which accounts ever went below zero.
  private func overdrawn(_ events: [RecordedEvent]) -> [AggregateID] {
    var states: [AggregateID: AccountState] = [:]
    var overdrawn: [AggregateID] = []
    for recorded in events {
      states[recorded.event.aggregateID, default: AccountState()].apply(recorded.event)
      if states[recorded.event.aggregateID]?.holds(0) != true {
        overdrawn.append(recorded.event.aggregateID)
      }
    }
    return overdrawn
  }

  @Test func `writers open accounts and move money, never below zero`() async throws {
    let table = MemoryTable()
    let cloud = try cloud(table, fast)
    cloud.run()
    await cloud.waitUntil { $0.events > 1000 && $0.aggregates == 10 }
    await cloud.stop()
    let events = table.events
    #expect(overdrawn(events) == [])
    #expect(Set(events.map(\.event.eventType)).count == 5)
    let sent = events.filter { $0.event.eventType == .transferSent }
    #expect(
      sent.allSatisfy { half in
        events[Int(half.position)].event.eventType == .transferReceived
      })
    #expect(cloud.status().failure == nil)
  }

  @Test func `the rate counts events, also where one append has two`() async throws {
    let table = MemoryTable()
    let cloud = try cloud(table, fast)
    let start = cloud.status().now
    cloud.run()
    await cloud.waitUntil { $0.events > 4_500 }
    await cloud.stop()
    // However late a busy machine is: what was committed had fallen due.
    let events = Int64(table.events.count)
    let last = try #require(table.events.last).committedAt
    let perSecond = events * 1_000_000 / (last - start)
    #expect(perSecond < 220, "\(perSecond) events a second of the store's time")
  }

  @Test func `the writers' clocks are skewed, each in its own way`() async throws {
    let table = MemoryTable()
    var settings = fast
    settings.clockSkewMilliseconds = 60_000
    let cloud = try cloud(table, settings)
    cloud.run()
    await cloud.waitUntil { $0.events > 300 }
    await cloud.stop()
    let offsets = Set(
      table.events.map { ($0.event.eventID.time - $0.committedAt) / 1_000_000 / 5 })
    #expect(offsets.count > 2)
  }

  @Test func `the status tells by how much each writer's clock is wrong`() async throws {
    let table = MemoryTable()
    var settings = fast
    settings.clockSkewMilliseconds = 1_800_000
    let cloud = try cloud(table, settings)
    let clocks = cloud.status().writerClocks
    #expect(clocks.map(\.number) == [1, 2, 3, 4])
    #expect(Set(clocks.map(\.offsetMicroseconds)).count == 4)
    let start = cloud.status().now
    cloud.run()
    await cloud.waitUntil { $0.events > 300 }
    // An id's time is its writer's clock in whole seconds, drawn after the start and before the
    // commit: on a busy machine long before it, in the store's time.
    let offsets = clocks.map { $0.offsetMicroseconds / 1_000_000 }
    for recorded in table.events {
      let apart = recorded.event.eventID.time.wholeSeconds - recorded.committedAt.wholeSeconds
      let underWay = (recorded.committedAt - start) / 1_000_000
      #expect(
        offsets.contains { apart > $0 - underWay - 3 && apart < $0 + 3 },
        "\(apart) of \(offsets), after \(underWay) s")
    }
    settings.writers = 2
    settings.clockSkewMilliseconds = 3_600_000
    cloud.update(settings)
    await cloud.waitUntil { $0.writerClocks.count == 2 }
    await cloud.stop()
    let twice = cloud.status().writerClocks
    for (clock, before) in zip(twice, clocks) {
      #expect(abs(clock.offsetMicroseconds - 2 * before.offsetMicroseconds) <= 2)
    }
    let store = try LiveCloud(
      table: MemoryTable(), placement: .inStore, settings: settings, seed: 1, withWriters: false)
    #expect(store.status().writerClocks.isEmpty)
  }

  @Test func `someone else's append is learnt of, and the decision made anew`() async throws {
    let table = MemoryTable()
    let cloud = try cloud(table, fast)
    cloud.run()
    await cloud.waitUntil { $0.aggregates == 10 }
    for _ in 0..<20 {
      for account in Set(table.events.map(\.event.aggregateID)) {
        _ = try table.appendNow(
          AppendRequest(AccountCommand.withdraw(account, cents: 0).events))
      }
    }
    let events = cloud.status().events
    await cloud.waitUntil { $0.events > events + 500 }
    await cloud.stop()
    #expect(cloud.status().failure == nil)
    #expect(overdrawn(table.events) == [])
  }

  @Test func `a busy store is tried again, a broken one is told of`() async throws {
    let table = MemoryTable()
    table.refuseNext([.busy(seconds: 10), .busy(seconds: 10), .inputOutput("disk full")])
    let cloud = try cloud(table, fast)
    cloud.run()
    await cloud.waitUntil { $0.failure != nil && $0.events > 50 }
    #expect(cloud.status().failure?.contains("disk full") == true)
    await cloud.stop()
  }

  @Test func `rate, writers and pause can be changed while they run`() async throws {
    let table = MemoryTable()
    var settings = fast
    settings.eventsPerSecond = 20
    settings.speedThousandths = 1_000
    let cloud = try cloud(table, settings)
    cloud.run()
    await cloud.waitUntil { $0.events > 5 }
    settings.writers = 16
    settings.eventsPerSecond = 100
    cloud.update(settings)
    await cloud.waitUntil { $0.commitsPerSecond > 50 }
    settings.isPaused = true
    cloud.update(settings)
    await cloud.waitUntil { $0.settings.isPaused }
    settings.isPaused = false
    settings.eventsPerSecond = 0
    cloud.update(settings)
    await cloud.waitUntil { $0.settings.eventsPerSecond == 0 && $0.visibleRows == $0.events }
    await cloud.stop()
  }

  @Test func `a step asked for while an append is with the table is made when that has ended`()
    async throws
  {
    let table = MemoryTable()
    let cloud = try cloud(table, fast)
    table.hold(true)
    cloud.run()
    table.waitUntilAsked()
    cloud.update([.pause])
    await cloud.waitUntil { $0.settings.isPaused }
    let paused = cloud.status().now
    for _ in 0..<20 { cloud.step() }
    await cloud.waitUntil { $0.appendsUnderWay > 0 }
    #expect(cloud.status().now == paused)
    table.hold(false)
    await cloud.waitUntil { $0.now > paused }
    cloud.update([.resume, .rate(0)])
    await cloud.waitUntil { $0.settings.eventsPerSecond == 0 && $0.visibleRows == $0.events }
    await cloud.stop()
  }

  @Test func `a change leaves alone what it does not name`() async throws {
    let cloud = try cloud(MemoryTable(), fast)
    cloud.run()
    cloud.update([.rate(50)])
    cloud.update([.writers(7), .pause])
    await cloud.waitUntil { $0.settings.isPaused }
    var wanted = fast
    (wanted.eventsPerSecond, wanted.writers, wanted.isPaused) = (50, 7, true)
    #expect(cloud.status().settings == wanted)
    await cloud.stop()
  }

  @Test func `one writer at one seed does the same again`() async throws {
    func history() async throws -> [NewEvent] {
      let table = MemoryTable()
      var settings = fast
      settings.writers = 1
      let cloud = try cloud(table, settings, seed: 42)
      cloud.run()
      await cloud.waitUntil { $0.events > 300 }
      await cloud.stop()
      return table.events.prefix(300).map {
        NewEvent(
          aggregateID: $0.event.aggregateID, eventType: $0.event.eventType,
          metadata: $0.event.metadata.bytes.count > 60 ? .empty : $0.event.metadata)
      }
    }
    let (first, second) = (try await history(), try await history())
    #expect(first == second)
  }
}
