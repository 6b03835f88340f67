import Architectures
import EmbeddedStore
import EventSourcing
import EventStoreConformance
import LiveDriver
import Testing

@Suite(.serialized, .timeLimit(.minutes(10))) struct LiveCloudConformanceTests {
  private static let settings = LiveSettings(eventsPerSecond: 0, speedThousandths: 100_000)

  /// A kind of store: a live cloud over tables that are made so.
  private func kind(
    _ architecture: ArchitectureName,
    over makeTable: @escaping @Sendable () throws -> any EventTable
  ) -> StoreUnderTest {
    let shards = architecture == .dynamoDBWithKSUIDs ? Self.settings.shards : 0
    return StoreUnderTest(shards: shards) { store in
      guard let cloud = store as? LiveCloud else { return }
      let committed = try cloud.table.totals().events
      await cloud.waitUntil { $0.visibleRows == committed }
    } makeStore: {
      var parameters = CloudParameters()
      // Sixteen who meet at one counter need more than ten attempts now and then.
      parameters.backOff.attempts = 1_000
      let cloud = try LiveCloud(
        table: makeTable(), architecture: architecture, placement: .inStore,
        settings: Self.settings, parameters: parameters, seed: 1, withWriters: false)
      cloud.run()
      return cloud
    }
  }

  @Test(arguments: ArchitectureName.allCases, ConformanceRule.all)
  func `every architecture, live over a store, keeps every rule once its stream has settled`(
    architecture: ArchitectureName, rule: ConformanceRule
  ) async throws {
    try await rule.check(kind(architecture) { try SQLiteEventStore.temporary() })
  }

  @Test(arguments: ArchitectureName.allCases, ConformanceRule.all)
  func `every architecture, live over a table in memory, keeps every rule`(
    architecture: ArchitectureName, rule: ConformanceRule
  ) async throws {
    try await rule.check(kind(architecture) { MemoryTable() })
  }
}
