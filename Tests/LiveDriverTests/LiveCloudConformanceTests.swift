import EmbeddedStore
import EventSourcing
import EventStoreConformance
import LiveDriver
import Testing

@Suite(.serialized, .timeLimit(.minutes(5))) struct LiveCloudConformanceTests {
  private static let settings = LiveSettings(eventsPerSecond: 0, speedThousandths: 100_000)

  @Test(arguments: ConformanceRule.all)
  func `a live cloud over a store keeps every rule once its index has settled`(
    _ rule: ConformanceRule
  ) async throws {
    let kind = StoreUnderTest(shards: Self.settings.shards) { store in
      guard let cloud = store as? LiveCloud else { return }
      let committed = try cloud.table.totals().events
      await cloud.waitUntil { $0.visibleRows == committed }
    } makeStore: {
      let cloud = try LiveCloud(
        table: SQLiteEventStore.temporary(), placement: .inStore, settings: Self.settings, seed: 1,
        withWriters: false)
      cloud.run()
      return cloud
    }
    try await rule.check(kind)
  }
}
