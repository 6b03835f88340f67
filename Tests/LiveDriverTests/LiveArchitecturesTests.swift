import Architectures
import EmbeddedStore
import EventSourcing
import Foundation
import LiveDriver
import Testing
import VirtualTime

/// What holds of every architecture, live.
@Suite(.serialized, .timeLimit(.minutes(10))) struct LiveArchitecturesTests {
  private func request(_ aggregate: String, count: Int = 1) -> AppendRequest {
    AppendRequest(
      (0..<count).map { _ in
        NewEvent(
          aggregateID: AggregateID(unchecked: ArraySlice(aggregate.utf8)),
          eventType: .moneyDeposited, metadata: .empty)
      })
  }

  private func cloud(
    _ architecture: ArchitectureName, _ table: any EventTable,
    _ settings: LiveSettings = LiveSettings(eventsPerSecond: 0, speedThousandths: 100_000),
    parameters: CloudParameters = CloudParameters(), seed: UInt64 = 1, withWriters: Bool = false
  ) throws -> LiveCloud {
    try LiveCloud(
      table: table, architecture: architecture, placement: .inStore, settings: settings,
      parameters: parameters, seed: seed, withWriters: withWriters)
  }

  /// Checks that the stream holds each event once, in the order that the architecture promises.
  private func check(
    _ entries: [StreamTableEntry], _ cloud: LiveCloud, events: [RecordedEvent]
  ) throws {
    let words = Comment(rawValue: cloud.architecture.rawValue)
    #expect(entries.map(\.position).sorted() == events.map(\.position), words)
    if cloud.stream.order == .number {
      for (_, sequence) in Dictionary(grouping: entries, by: \.place.partition) {
        #expect(
          sequence.map(\.place.key.number) == (1...sequence.count).map { Int64($0) }, words)
      }
    }
    var last: [AggregateID: AggregateVersion] = [:]
    switch cloud.guarantees.globalOrder {
    case .none: break
    case .total: #expect(entries.map(\.position) == events.map(\.position), words)
    case .perAggregate:
      for entry in entries {
        let event = events[Int(entry.position) - 1].event
        #expect(event.aggregateVersion == last[event.aggregateID, default: 0] + 1, words)
        last[event.aggregateID] = event.aggregateVersion
      }
    }
  }

  @Test(arguments: ArchitectureName.allCases)
  func `writers move money, and the stream holds every event once in the promised order`(
    architecture: ArchitectureName
  ) async throws {
    let table = MemoryTable()
    let settings = LiveSettings(
      eventsPerSecond: 20, writers: 6, accounts: 10, speedThousandths: 10_000)
    // However late after its id a busy machine commits an event.
    var parameters = CloudParameters()
    parameters.reader.overlapSeconds = 3_600
    parameters.reader.boundMicroseconds = 3_600_000_000
    let cloud = try cloud(
      architecture, table, settings, parameters: parameters, withWriters: true)
    cloud.run()
    await cloud.waitUntil { $0.events > 200 }
    var quiet = settings
    quiet.eventsPerSecond = 0
    cloud.update(quiet)
    await cloud.waitUntil {
      $0.settings.eventsPerSecond == 0 && $0.appendsUnderWay == 0 && $0.visibleRows == $0.events
    }
    await cloud.stop()
    #expect(cloud.status().failure == nil)
    var states: [AggregateID: AccountState] = [:]
    for recorded in table.events {
      states[recorded.event.aggregateID, default: AccountState()].apply(recorded.event)
      #expect(states[recorded.event.aggregateID]?.holds(0) == true)
    }
    try check(table.appliedEntries, cloud, events: table.events)
    let strategies = cloud.status().readers.map(\.strategy)
    #expect(strategies == ReaderStrategy.allCases.filter { $0.fits(cloud) })
    for reader in cloud.status().readers where reader.strategy != .checkpoint {
      #expect(reader.missed == 0, "\(architecture.rawValue), \(reader.strategy.rawValue)")
    }
  }

  @Test(arguments: ArchitectureName.allCases)
  func `what is not in the stream when a store is closed is handed over anew, and numbers go on`(
    architecture: ArchitectureName
  ) async throws {
    let table = MemoryTable()
    var before: [StreamTableEntry] = []
    for round in 0..<4 {
      // Others append while nobody moves the cloud, and just before it stops.
      for number in 0..<7 { _ = try table.appendNow(request("outside\(number % 3)")) }
      let cloud = try cloud(architecture, table, seed: UInt64(round))
      cloud.run()
      for number in 0..<5 { _ = try await cloud.append(request("a\(number % 2)", count: 2)) }
      if round == 3 {
        let events = Int64(table.events.count)
        await cloud.waitUntil { $0.visibleRows == events }
      }
      await cloud.stop()
      let entries = table.appliedEntries
      #expect(entries.starts(with: before), "what was there has changed")
      before = entries
      if round == 3 { try check(entries, cloud, events: table.events) }
    }
  }

  @Test(arguments: ArchitectureName.allCases)
  func `a caller appends while time stands still, whatever is held`(
    architecture: ArchitectureName
  ) async throws {
    let table = MemoryTable()
    var settings = LiveSettings(
      eventsPerSecond: 2_000, writers: 16, accounts: 10, speedThousandths: 1_000)
    let cloud = try cloud(architecture, table, settings, withWriters: true)
    cloud.run()
    await cloud.waitUntil { $0.events > 50 }
    settings.isPaused = true
    cloud.update(settings)
    await cloud.waitUntil { $0.settings.isPaused }
    let now = cloud.status().now
    for number in 0..<10 { _ = try await cloud.append(request("mine\(number)")) }
    #expect(cloud.status().now == now)
    #expect(table.events.count { $0.event.aggregateVersion == 1 } >= 10)
    if cloud.guarantees.readsOwnWrites {
      let mine = table.events.filter { "\($0.event.aggregateID)".hasPrefix("mine") }
      let shown = Set(table.appliedEntries.map(\.position))
      #expect(mine.count == 10 && mine.allSatisfy { shown.contains($0.position) })
    }
    await cloud.stop()
    #expect(cloud.status().failure == nil)
  }

  @Test(arguments: ArchitectureName.allCases)
  func `writers that are sent home end what they hold, and the others go on`(
    architecture: ArchitectureName
  ) async throws {
    let table = MemoryTable()
    var settings = LiveSettings(
      eventsPerSecond: 500, writers: 32, accounts: 10, speedThousandths: 4_000)
    let cloud = try cloud(architecture, table, settings, withWriters: true)
    cloud.run()
    for writers in [1, 32, 2, 1] {
      settings.writers = writers
      cloud.update(settings)
      await cloud.waitUntil { $0.settings.writers == writers }
      let events = cloud.status().events
      await cloud.waitUntil { $0.events > events + 20 }
    }
    await cloud.stop()
  }

  @Test func `who meets a held counter again and again is told of it in the cloud's words`()
    async throws
  {
    let table = MemoryTable()
    var parameters = CloudParameters()
    parameters.backOff.attempts = 3
    let cloud = try cloud(.dynamoDBTransactions, table, parameters: parameters)
    cloud.run()
    table.hold(true)
    let appends = ["a", "b"].map { name in Task { try await cloud.append(request(name)) } }
    await cloud.waitUntil { $0.refused == 3 }
    table.hold(false)
    var refusals: [EventStoreError] = []
    for append in appends {
      do {
        _ = try await append.value
      } catch let error as EventStoreError {
        refusals.append(error)
      }
    }
    #expect(
      refusals == [
        .throttled(resource: "the item that every append moves", reason: "TransactionConflict")
      ])
    await cloud.stop()
  }

  @Test func `a cloud that is let go of lets go of its table`() async throws {
    let (gone, farewell) = AsyncStream.makeStream(of: Void.self)
    do {
      let table = MemoryTable { farewell.finish() }
      let cloud = try cloud(.dynamoDBWithKSUIDs, table)
      cloud.run()
      _ = try await cloud.append(request("a"))
      table.waitUntilWatched()
    }
    for await _ in gone {}
  }
}
