import EventStoreConformance
import Testing

@Suite struct ConformanceRuleTests {
  @Test(arguments: ConformanceRule.all)
  func `the simplest store keeps every rule`(_ rule: ConformanceRule) async throws {
    try await rule.check(StoreUnderTest { InMemoryEventStore() })
  }

  @Test(arguments: ConformanceRule.all, [0, 3])
  func `a store that lags keeps every rule once it has settled`(
    _ rule: ConformanceRule, shards: Int
  ) async throws {
    let kind = StoreUnderTest(shards: shards) { store in
      try await (store as? LaggingStore)?.drain()
    } makeStore: {
      LaggingStore()
    }
    try await rule.check(kind)
  }

  @Test func `a store that lags and is never settled breaks a rule`() async {
    await #expect(throws: ConformanceFailure.self) {
      try await StoreUnderTest { LaggingStore() }.check()
    }
  }

  @Test(arguments: FaultyStore.Fault.allCases)
  func `a store with a fault breaks a rule`(_ fault: FaultyStore.Fault) async {
    await #expect(throws: ConformanceFailure.self) {
      try await StoreUnderTest { FaultyStore(fault) }.check()
    }
  }

  @Test func `a failure names the rule, what was seen and the seed`() async throws {
    let failure = await #expect(throws: ConformanceFailure.self) {
      try await StoreUnderTest(seed: 42) { FaultyStore(.mixesUpAnswers) }.check()
    }
    let words = try #require(failure).description
    #expect(
      words == "several events of several aggregates are stored in the request's order: "
        + "answers in another order (seed 42)")
  }
}
