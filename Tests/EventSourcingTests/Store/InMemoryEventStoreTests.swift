import EventStoreConformance
import Testing

@Suite struct InMemoryEventStoreTests {
  @Test(arguments: ConformanceRule.all)
  func `the simplest store keeps every rule`(_ rule: ConformanceRule) async throws {
    try await rule.check(StoreUnderTest { InMemoryEventStore() })
  }
}
