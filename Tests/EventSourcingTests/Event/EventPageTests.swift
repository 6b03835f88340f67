import EventSourcing
import Testing
import VirtualTime

@Suite struct EventPageTests {
  @Test func `a page gives back what was put in, as views that outlive it`() throws {
    var stored: [RecordedEvent] = []
    for number in 1...50 {
      let text = String(repeating: "é\0", count: number)
      stored.append(
        RecordedEvent(
          event: Event(
            aggregateID: try AggregateID("a\(text)"), aggregateVersion: Int64(number),
            eventID: KSUID(timestamp: UInt32(number), payloadHigh: 1, payloadLow: 2),
            eventVersion: .max, eventType: try EventType("T\(text)"),
            metadata: try Metadata("{\"n\":\(number)}")),
          position: Int64(number), committedAt: .simulationStart, shard: number % 4))
    }
    var page = EventPage(next: .position(0))
    for recorded in stored { page.append(recorded) }
    let views = Array(page)
    page = EventPage(next: .position(50))
    #expect(views == stored)
    #expect(page.isEmpty)
  }

  @Test func `the same content is the same event, wherever its bytes lie`() throws {
    let id = try AggregateID(
      "xay".utf8.dropFirst().dropLast().reduce(into: []) { $0.append($1) }[...])
    #expect(id == (try AggregateID("a")))
    #expect(try AggregateID("\u{E9}") != AggregateID("e\u{301}"))
    #expect(try Metadata("{ }") == .empty)
  }
}
