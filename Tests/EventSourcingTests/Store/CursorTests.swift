import EventSourcing
import Testing
import VirtualTime

@Suite struct CursorTests {
  private let id = "2FyIfrDWHZuzu6E1oINDnTqSDky"

  @Test func `cursors read as they are written`() throws {
    var checkpoints = StreamCheckpoints()
    #expect(Cursor.shards(checkpoints).description == "s")
    checkpoints.advance(12, to: StreamKey(.max))
    checkpoints.advance(0, to: StreamKey(try KSUID(id)))
    let text = "s0-\(id).12-\(KSUID.max)"
    #expect(Cursor.shards(checkpoints).description == text)
    let most = Int64.max
    let others = ["n", "n0-0", "n0-\(most)", "n0-42.1-17", "t0-0", "t\(most)-\(most)"]
    for text in ["p0", "p19455", "p\(most)", "s", text] + others {
      #expect(Cursor(text)?.description == text)
    }
  }

  @Test(arguments: [
    "", "p", "s.", "p-1", "p+1", "p01", "p1 ", " p1", "p1\n", "p９", "P1", "x1", "1", "pp1",
    "p9223372036854775808", "s1", "s1-", "s-1", "s1-2FyIfrDWHZuzu6E1oINDnTqSDk",
    "s01-2FyIfrDWHZuzu6E1oINDnTqSDky", "s-1-2FyIfrDWHZuzu6E1oINDnTqSDky",
    "s1-2FyIfrDWHZuzu6E1oINDnTqSDky.", "s1-2FyIfrDWHZuzu6E1oINDnTqSDky-",
    "s1-2FyIfrDWHZuzu6E1oINDnTqSDky.1-2FyIfrDWHZuzu6E1oINDnTqSDky", "p1\u{301}", "p1\0",
    "s1048577-2FyIfrDWHZuzu6E1oINDnTqSDky", "n.", "n5", "n0-", "n0-01", "n0--1", "n0-1.0-2",
    "n0-2FyIfrDWHZuzu6E1oINDnTqSDky", "n0-9223372036854775808", "t", "t5", "t5-", "t-5", "t5-1-1",
    "t05-1", "t5-9223372036854775808", "s0-42",
  ])
  func `any other text is no cursor`(text: String) {
    #expect(Cursor(text) == nil)
  }

  @Test func `checkpoints stand in the order of partitions and never go back`() throws {
    let low = try KSUID(id)
    let (first, second, third) = (StreamKey(low), StreamKey(low.next), StreamKey(low.next.next))
    var checkpoints = StreamCheckpoints()
    for partition in [3, 1, 2] { checkpoints.advance(partition, to: second) }
    checkpoints.advance(2, to: first)
    #expect(checkpoints.all.map(\.partition) == [1, 2, 3])
    #expect(checkpoints[2] == second)
    #expect(checkpoints[4] == nil)
    checkpoints.advance(2, to: third)
    #expect(checkpoints[2] == third)
  }

  @Test func `a cursor advances past events one at a time`() throws {
    var position = Cursor.position(6)
    position.advance(past: StreamPlace(partition: 0, key: StreamKey(number: 7)))
    #expect(position == .position(7))
    var shards = Cursor.shards(StreamCheckpoints())
    shards.advance(past: StreamPlace(partition: 2, key: StreamKey(.max)))
    #expect(shards.description == "s2-\(KSUID.max)")
    var numbers = Cursor.numbers(StreamCheckpoints())
    numbers.advance(past: StreamPlace(partition: 1, key: StreamKey(transaction: 99, number: 3)))
    numbers.advance(past: StreamPlace(partition: 0, key: StreamKey(number: 5)))
    #expect(numbers.description == "n0-5.1-3")
    var transactions = Cursor.transactions(StreamKey(number: 0))
    transactions.advance(
      past: StreamPlace(partition: 0, key: StreamKey(transaction: 12, number: 3)))
    #expect(transactions.description == "t12-3")
  }
}
