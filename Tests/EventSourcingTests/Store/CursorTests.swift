import EventSourcing
import Testing
import VirtualTime

@Suite struct CursorTests {
  private let id = "2FyIfrDWHZuzu6E1oINDnTqSDky"

  @Test func `cursors read as they are written`() throws {
    var checkpoints = ShardCheckpoints()
    #expect(Cursor.shards(checkpoints).description == "s")
    checkpoints.advance(shard: 12, to: .max)
    checkpoints.advance(shard: 0, to: try KSUID(id))
    let text = "s0-\(id).12-\(KSUID.max)"
    #expect(Cursor.shards(checkpoints).description == text)
    for text in ["p0", "p19455", "p9223372036854775807", "s", text] {
      #expect(Cursor(text)?.description == text)
    }
  }

  @Test(arguments: [
    "", "p", "s.", "p-1", "p+1", "p01", "p1 ", " p1", "p1\n", "p９", "P1", "x1", "1", "pp1",
    "p9223372036854775808", "s1", "s1-", "s-1", "s1-2FyIfrDWHZuzu6E1oINDnTqSDk",
    "s01-2FyIfrDWHZuzu6E1oINDnTqSDky", "s-1-2FyIfrDWHZuzu6E1oINDnTqSDky",
    "s1-2FyIfrDWHZuzu6E1oINDnTqSDky.", "s1-2FyIfrDWHZuzu6E1oINDnTqSDky-",
    "s1-2FyIfrDWHZuzu6E1oINDnTqSDky.1-2FyIfrDWHZuzu6E1oINDnTqSDky", "p1\u{301}", "p1\0",
    "s1048577-2FyIfrDWHZuzu6E1oINDnTqSDky",
  ])
  func `any other text is no cursor`(text: String) {
    #expect(Cursor(text) == nil)
  }

  @Test func `checkpoints stand in the order of shards and never go back`() throws {
    let low = try KSUID(id)
    var checkpoints = ShardCheckpoints()
    for shard in [3, 1, 2] { checkpoints.advance(shard: shard, to: low.next) }
    checkpoints.advance(shard: 2, to: low)
    #expect(checkpoints.all.map(\.shard) == [1, 2, 3])
    #expect(checkpoints[shard: 2] == low.next)
    #expect(checkpoints[shard: 4] == nil)
    checkpoints.advance(shard: 2, to: low.next.next)
    #expect(checkpoints[shard: 2] == low.next.next)
  }

  @Test func `a cursor advances past events one at a time`() throws {
    let event = Event(
      aggregateID: try AggregateID("a"), aggregateVersion: 1, eventID: .max, eventVersion: 1,
      eventType: try EventType("T"), metadata: .empty)
    let recorded = RecordedEvent(
      event: event, position: 7, committedAt: .simulationStart, shard: 2)
    var position = Cursor.position(6)
    position.advance(past: recorded)
    #expect(position == .position(7))
    var shards = Cursor.shards(ShardCheckpoints())
    shards.advance(past: recorded)
    #expect(shards.description == "s2-\(KSUID.max)")
  }
}
