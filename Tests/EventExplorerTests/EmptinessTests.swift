import EventExplorer
import EventSourcing
import TerminalScreen
import Testing

/// A list without rows: a sentence that says what to do.
@Suite struct EmptinessTests {
  private func explored(
    _ kind: ExplorerSubject.Kind, columns: Int = 120, rows: Int = 40, movesStream: Bool = true,
    pending: Int = 0
  ) -> Explored {
    Explored(
      FixtureStore(events: pending, pending: pending, hasWriters: kind == .demo),
      columns: columns, rows: rows, kind: kind, name: "s.db", movesStream: movesStream)
  }

  /// What a screen says, its lines joined.
  private func said(_ explored: Explored) -> String {
    explored.lines[2...].joined(separator: " ").filter { $0 != "│" }.split(separator: " ")
      .joined(separator: " ")
  }

  @Test(arguments: [(120, 40), (80, 24), (30, 8), (20, 6)])
  func `an empty store says how there comes to be an event`(columns: Int, rows: Int) {
    var writable = explored(.store, columns: columns, rows: rows)
    writable.press(.character("1"))
    #expect(said(writable).contains("no events yet: a appends one"))
    writable.press(.character("2"))
    #expect(said(writable).contains("no aggregates yet: a appends one"))
    guard rows > 6 else { return }
    var readOnly = explored(.readOnly, columns: columns, rows: rows)
    let words = "yet: cqrs append s.db AGGREGATE TYPE appends one"
    #expect(said(readOnly).contains("no events " + words))
    readOnly.press(.character("2"))
    #expect(said(readOnly).contains("no aggregates " + words))
  }

  @Test func `a store whose aggregates can't be read is not called empty`() {
    var store = FixtureStore(events: 0, hasWriters: false)
    (store.status.events, store.status.aggregates) = (3, 3)
    var explored = Explored(store, kind: .store, name: "s.db")
    explored.press(.character("2"))
    let words = "the aggregates can't be read: cqrs verify s.db tells what is lost"
    #expect(said(explored).contains(words))
    explored.press(.enter)
    #expect(explored.message.contains(words))
  }

  @Test func `a store whose events are not in the stream yet is not called empty`() {
    let words = [
      said(explored(.store, columns: 80, rows: 24, pending: 1)):
        "1 event is stored and not in the stream yet: wait",
      said(explored(.readOnly, columns: 80, rows: 24, movesStream: false, pending: 5)):
        "5 events are stored and not in the stream yet: cqrs explore s.db moves it on",
      said(explored(.store, columns: 80, rows: 24, movesStream: false, pending: 5)):
        "5 events are stored and not in the stream yet: the explorer that moves it",
    ]
    for (said, wanted) in words { #expect(said.contains(wanted)) }
    var paused = explored(.demo, pending: 5)
    paused.press(.character(" "))
    #expect(said(paused).contains("not in the stream yet: Space lets time go on"))
  }
}
