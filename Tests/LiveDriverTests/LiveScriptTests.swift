import Architectures
import EventSourcing
import LiveDriver
import Testing
import VirtualTime

/// A live run whose time waits for the table, and in which things change at set times.
@Suite(.serialized, .timeLimit(.minutes(10))) struct LiveScriptTests {
  private func cloud(
    _ table: MemoryTable, _ entries: [LiveScript.Entry],
    _ settings: LiveSettings = LiveSettings(
      eventsPerSecond: 100, writers: 4, clockSkewMilliseconds: 0, accounts: 10,
      speedThousandths: 100_000),
    _ architecture: ArchitectureName = .dynamoDBWithKSUIDs
  ) throws -> LiveCloud {
    try LiveCloud(
      table: table, architecture: architecture, placement: .inStore, settings: settings, seed: 1,
      withWriters: true, script: LiveScript(entries))
  }

  private let second: Int64 = 1_000_000

  /// How many events were committed in each second from the beginning.
  private func perSecond(_ table: MemoryTable) -> [Int] {
    var counts = [Int](repeating: 0, count: 10)
    for recorded in table.events {
      counts[Int((recorded.committedAt - .simulationStart) / second)] += 1
    }
    return counts
  }

  @Test func `what is set for a time is set at that time, and time stops where it is to`()
    async throws
  {
    let table = MemoryTable()
    let cloud = try cloud(
      table,
      [
        .init(offset: 2 * second, .rate(0)), .init(offset: 4 * second, .rate(200)),
        .init(offset: 5 * second, .writers(9)), .init(offset: 5 * second, .clockSkew(700)),
        .init(offset: 5 * second, .shards(2)), .init(offset: 5 * second, .accounts(20)),
        .init(offset: 6 * second, .pause),
      ])
    #expect(cloud.status().now == .simulationStart)
    cloud.run()
    await cloud.waitUntil { $0.settings.isPaused }
    let status = cloud.status()
    #expect(status.now == Instant.simulationStart.advanced(byMicroseconds: 6 * second))
    #expect(status.settings.writers == 9 && status.settings.clockSkewMilliseconds == 700)
    #expect(status.settings.shards == 2 && status.settings.accounts == 20)
    let counts = perSecond(table)
    #expect(counts[0] > 60 && counts[1] > 60 && counts[3] == 0 && counts[4] > 130)
    #expect(counts[6] == 0)
    // Everything that is visible by then is stored.
    #expect(Int64(table.appliedEntries.count) == status.visibleRows)
    await cloud.stop()
  }

  @Test func `a put takes what was drawn for it, and not what the table takes`() async throws {
    let table = MemoryTable()
    let cloud = try cloud(table, [.init(offset: second, .pause)])
    await cloud.playScript()
    let first = try #require(table.events.first)
    let issued = first.event.eventID.time.wholeSeconds
    #expect(issued == Instant.simulationStart.wholeSeconds)
    #expect(first.committedAt - .simulationStart >= 5_470)
    await cloud.stop()
  }

  @Test(arguments: ArchitectureName.allCases)
  func `a caller appends while the script runs, while it pauses, and step by step`(
    architecture: ArchitectureName
  ) async throws {
    let table = MemoryTable()
    var settings = LiveSettings(eventsPerSecond: 20, writers: 3, accounts: 10)
    settings.speedThousandths = 20_000
    let cloud = try cloud(table, [.init(offset: 2 * second, .pause)], settings, architecture)
    func request(_ name: String) -> AppendRequest {
      AppendRequest([
        NewEvent(
          aggregateID: AggregateID(unchecked: ArraySlice(name.utf8)), eventType: .moneyDeposited,
          metadata: .empty)
      ])
    }
    cloud.run()
    _ = try await cloud.append(request("running"))
    await cloud.waitUntil { $0.settings.isPaused }
    let paused = cloud.status().now
    _ = try await cloud.append(request("paused"))
    #expect(cloud.status().now == paused)
    let rows = cloud.status().visibleRows
    for _ in 0..<100 { cloud.step() }
    await cloud.waitUntil { $0.visibleRows > rows && $0.now > paused }
    settings.isPaused = false
    settings.eventsPerSecond = 0
    cloud.update(settings)
    await cloud.waitUntil { !$0.settings.isPaused && $0.appendsUnderWay == 0 }
    await cloud.waitUntil { $0.visibleRows == $0.events }
    await cloud.stop()
    #expect(cloud.status().failure == nil)
    #expect(table.appliedEntries.map(\.position).sorted() == table.events.map(\.position))
    let names = table.events.map { "\($0.event.aggregateID)" }
    #expect(names.contains("running") && names.contains("paused"))
  }

  @Test func `a function crashes from the time on at which that is set`() async throws {
    func longestLag(_ entries: [LiveScript.Entry]) async throws -> Int64 {
      let table = MemoryTable()
      let settings = LiveSettings(eventsPerSecond: 40, writers: 4, accounts: 10)
      let cloud = try cloud(
        table, entries + [.init(offset: 9 * second, .pause)], settings, .dualTableSQSFIFO)
      await cloud.playScript()
      await cloud.stop()
      let instants = Dictionary(
        uniqueKeysWithValues: table.events.map { ($0.position, $0.committedAt) })
      return table.appliedEntries.filter {
        $0.visibleAt - .simulationStart > 3 * second
      }.map { entry in
        entry.visibleAt - (instants[entry.position] ?? entry.visibleAt)
      }.max() ?? 0
    }
    let sound = try await longestLag([])
    let crashing = try await longestLag([.init(offset: 2 * second, .crashes(Ratio(1, of: 3)))])
    let mended = try await longestLag([
      .init(offset: 0, .crashes(Ratio(1, of: 3))), .init(offset: 1, .crashes(.never)),
    ])
    #expect(crashing > sound + second)
    #expect(mended == sound)
  }

  @Test func `a table that is slow makes time wait, and nothing else`() async throws {
    let table = MemoryTable()
    let cloud = try cloud(table, [.init(offset: second, .pause)])
    table.hold(true)
    cloud.run()
    // The status is still that of the beginning when the first append is with the table.
    table.waitUntilAsked()
    #expect(cloud.status().now - .simulationStart < second)
    table.hold(false)
    await cloud.waitUntil { $0.settings.isPaused }
    let other = MemoryTable()
    let quick = try self.cloud(other, [.init(offset: second, .pause)])
    await quick.playScript()
    #expect(table.events.map(\.event.eventID) == other.events.map(\.event.eventID))
    #expect(table.events.map(\.committedAt) == other.events.map(\.committedAt))
    await cloud.stop()
    await quick.stop()
  }
}
