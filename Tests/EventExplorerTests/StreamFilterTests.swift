import EventExplorer
import EventSourcing
import Testing
import VirtualTime

@Suite struct StreamFilterTests {
  private func recorded(
    _ type: String, _ aggregate: String = "account-1", _ metadata: String = "{}", shard: Int = 1
  ) throws -> RecordedEvent {
    RecordedEvent(
      event: Event(
        aggregateID: try AggregateID(aggregate), aggregateVersion: 1,
        eventID: KSUID(timestamp: 1, payloadHigh: 1, payloadLow: 1), eventVersion: 1,
        eventType: try EventType(type), metadata: try Metadata(metadata)),
      position: 1, committedAt: .simulationStart, shard: shard)
  }

  private func passes(
    _ filter: String, _ recorded: RecordedEvent, isMissed: Bool = false, isLate: Bool = false
  ) throws -> Bool {
    try StreamFilter(filter).matcher().matches(recorded, isMissed: isMissed) { isLate }
  }

  @Test func `terms of one kind are alternatives, those of several kinds must all hold`() throws {
    let event = try recorded("MONEY_DEPOSITED", shard: 2)
    #expect(try passes("type:account type:money", event))
    #expect(try passes("type:money shard:2", event))
    #expect(try !passes("type:money shard:3", event))
    #expect(try passes("shard:EVENT_2 aggregate:acc", event))
    #expect(try !passes("aggregate:ccount", event))
    #expect(try passes("", event))
  }

  @Test func `an exclamation mark excludes`() throws {
    let event = try recorded("MONEY_DEPOSITED", shard: 2)
    #expect(try !passes("!type:money", event))
    #expect(try passes("!type:account !shard:1", event))
    #expect(try !passes("type:money !shard:2", event))
  }

  @Test func `text looks into the metadata, a word anywhere, a tilde begins a regular expression`()
    throws
  {
    let event = try recorded("A", "savings", #"{"note":"to the Bank"}"#)
    #expect(try passes(#"text:"the bank""#, event))
    #expect(try !passes("text:savings", event))
    #expect(try passes("savings", event))
    #expect(try passes("text:~to.*ank", event))
    #expect(try !passes("text:BANK", event))
  }

  @Test func `what was missed or late is asked for`() throws {
    let event = try recorded("A")
    #expect(try passes("is:missed", event, isMissed: true))
    #expect(try !passes("is:missed", event))
    #expect(try passes("is:late", event, isLate: true))
    #expect(try !passes("!is:late", event, isLate: true))
    #expect(try StreamFilter("type:a !is:late").asksForOrder)
    #expect(try !StreamFilter("is:missed").asksForOrder)
  }

  @Test(arguments: [
    ("kind:x", "kind: is none of"), ("shard:x", "takes a number"), ("is:red", "late or missed"),
    ("type:", "something is to stand after"), (#"text:"a"#, "missing at the end"),
    ("text:~(", "no regular expression"),
  ]) func `what is no filter says what is wrong`(text: String, words: String) {
    let problem = #expect(throws: StreamFilter.Unusable.self) { try StreamFilter(text) }
    #expect(problem?.description.contains(words) == true)
  }

  @Test func `a term is written as it can be typed again`() throws {
    let text = #"type:MONEY !aggregate:a text:"two words" plain"#
    let filter = try StreamFilter(text)
    #expect(filter.terms.map(\.text).joined(separator: " ") == text)
    #expect(try StreamFilter(filter.terms.map(\.text).joined(separator: " ")) == filter)
  }
}
