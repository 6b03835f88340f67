import EventSourcing
import Testing

@testable import EventExplorer

@Suite struct EventPatternTests {
  private func matches(_ pattern: String, metadata: String = "{}") throws -> Bool {
    let event = Event(
      aggregateID: try AggregateID("Account-1"), aggregateVersion: 1,
      eventID: try KSUID("0ujtsYcgvSTl8PAuAdqWYSMnLOv"), eventVersion: 1,
      eventType: try EventType("MONEY_DEPOSITED"), metadata: try Metadata(metadata))
    return try EventPattern(pattern).matcher().matches(event)
  }

  @Test func `a text is found in ids, type and metadata, as it stands`() throws {
    #expect(try matches("0ujtsYcg"))
    #expect(try matches("account-1"))
    #expect(try matches("y_dep"))
    #expect(try matches("josh", metadata: #"{"name":"Josh"}"#))
    #expect(try !matches("a.count"))
    #expect(try !matches("account-12"))
  }

  @Test func `an upper-case letter makes case count`() throws {
    #expect(try matches("Account"))
    #expect(try !matches("ACCOUNT"))
    #expect(try matches("dvořák", metadata: #"{"name":"DVOŘÁK"}"#))
  }

  @Test func `a tilde begins a regular expression`() throws {
    #expect(try matches("~a.count-[0-9]"))
    #expect(try matches(#"~"amount":12\d\d\b"#, metadata: #"{"amount":1250}"#))
    #expect(try !matches("~^ACCOUNT"))
    #expect(throws: EventPattern.Unusable.self) { try EventPattern("~(") }
  }
}
