import EmbeddedStore
import EventStoreConformance
import Foundation
import Testing

@Suite(.serialized) struct StoreConformanceTests {
  @Test(arguments: ConformanceRule.all, [0, 3])
  func `a store in a file keeps every rule`(_ rule: ConformanceRule, shards: Int) async throws {
    let fixture = try StoreFixture()
    try await rule.check(
      StoreUnderTest(shards: shards) { try SQLiteEventStore.open(fixture.path()) })
  }

  @Test(arguments: ConformanceRule.all)
  func `a store of this session keeps every rule`(_ rule: ConformanceRule) async throws {
    try await rule.check(StoreUnderTest { try SQLiteEventStore.temporary() })
  }
}
