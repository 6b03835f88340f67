import EventStoreConformance
import Testing

@Suite struct ConformanceRuleTests {
  @Test(arguments: ConformanceRule.all)
  func `the simplest store keeps every rule`(_ rule: ConformanceRule) async throws {
    try await rule.check(StoreUnderTest { InMemoryEventStore() })
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
