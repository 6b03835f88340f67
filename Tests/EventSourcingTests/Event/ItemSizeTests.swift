import EventSourcing
import Testing

@Suite struct ItemSizeTests {
  private func event(
    aggregateID: String = "a", version: Int64 = 1, eventVersion: Int64 = 1, metadata: String = "{}"
  ) throws -> Event {
    Event(
      aggregateID: try AggregateID(aggregateID), aggregateVersion: version, eventID: .min,
      eventVersion: eventVersion, eventType: try EventType("T"), metadata: try Metadata(metadata))
  }

  /// 67 for the names, 27 for the event id, the rest as written.
  @Test func `names, texts, TYPE and two digits a byte make up the size`() throws {
    let least = 67 + 1 + 27 + 1 + 2 + 5 + 2 + 2
    #expect(try event().itemSize(shard: 0) == least)
    #expect(try event().itemSize(shard: 1) == least + 2)
    #expect(try event().itemSize(shard: 10) == least + 3)
    #expect(try event(version: 99).itemSize(shard: 0) == least)
    #expect(try event(version: 100).itemSize(shard: 0) == least + 1)
    #expect(try event(version: .max).itemSize(shard: 0) == least + 9)
    #expect(try event(eventVersion: 12_345).itemSize(shard: 0) == least + 2)
    #expect(try event(aggregateID: "é").itemSize(shard: 0) == least + 1)
    #expect(try event(metadata: "{ \"a\" : 1 }").itemSize(shard: 0) == least + 5)
  }

  @Test func `an item of 409,600 bytes is the largest`() throws {
    let room = 409_600 - (67 + 1 + 27 + 1 + 5 + 2 + 2) - 8
    let fitting = "{\"a\":\"\(String(repeating: "x", count: room))\"}"
    let event = NewEvent(
      aggregateID: try AggregateID("a"), aggregateVersion: 1, eventID: .min,
      eventType: try EventType("T"), metadata: try Metadata(fitting))
    try event.check()
    var sharded = event
    sharded.shard = 1
    #expect(throws: InvalidEvent.itemSize(bytes: 409_602)) { try sharded.check() }
    var larger = event
    larger.aggregateVersion = 100
    #expect(throws: InvalidEvent.itemSize(bytes: 409_601)) { try larger.check() }
  }

  @Test func `versions below 1 are refused`() throws {
    var event = NewEvent(aggregateID: try AggregateID("a"), eventType: try EventType("T"))
    try event.check()
    event.aggregateVersion = 0
    #expect(throws: InvalidEvent.aggregateVersion("it is 0; versions begin at 1")) {
      try event.check()
    }
    event.aggregateVersion = nil
    event.eventVersion = -7
    #expect(throws: InvalidEvent.eventVersion("it is -7; versions begin at 1")) {
      try event.check()
    }
  }
}
