import EmbeddedStore
import EventSourcing
import Foundation
import Testing

/// What a projection made of a store's stream: on screen 5, and from the command line.
@Suite struct ReadModelTests {
  /// A line of `cqrs read-model`.
  private struct Line: Decodable, Equatable {
    var aggregateId: String
    var name: String?
    var projected: Int
    var actual: Int
    var missing: [String]
  }

  private func lines(_ outcome: Outcome) throws -> [Line] {
    try outcome.lines.map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
  }

  /// A store whose stream shows five accounts' first events, while six events are stored beside it.
  private func stranded(_ architecture: String) async throws -> Workplace {
    let place = try Workplace()
    let store = try SQLiteEventStore.open(place.path("s.db"))
    _ = try store.settle(architecture: architecture)
    let kept = try #require(KeptArchitecture.all.first { $0.name == architecture })
    let stream = try store.openStream(kept.order, .inStore)
    func event(_ account: String, _ type: String, _ metadata: String, _ number: Int) throws
      -> NewEvent
    {
      NewEvent(
        aggregateID: try AggregateID(account),
        eventID: KSUID(timestamp: 300_000_000, payloadHigh: 0, payloadLow: UInt64(number)),
        eventType: try EventType(type), metadata: try Metadata(metadata))
    }
    var events: [NewEvent] = []
    for number in 1...5 {
      events.append(
        try event("a\(number)", "ACCOUNT_CREATED", #"{"name":"N\#(number)"}"#, 2 * number))
      events.append(try event("a\(number)", "MONEY_DEPOSITED", #"{"amount":1000}"#, 2 * number + 1))
    }
    events.append(try event("note", "NOTE", "{}", 99))
    let recorded = try await store.append(AppendRequest(events)).entries.map(\.recorded)
    try stream.apply(
      recorded.map { recorded in
        let key =
          kept.order == .eventID
          ? StreamKey(recorded.event.eventID)
          : StreamKey(
            transaction: kept.order == .transaction ? recorded.position : 0,
            number: recorded.position)
        return StreamTableEntry(
          position: recorded.position, place: StreamPlace(partition: 0, key: key),
          visibleAt: recorded.committedAt)
      }, horizon: 1_000)
    try place.write(
      """
      {"aggregateId":"a1","eventVersion":1,"eventType":"MONEY_DEPOSITED","metadata":{"amount":700}}
      {"aggregateId":"a2","eventVersion":1,"eventType":"MONEY_WITHDRAWN","metadata":{"amount":500}}
      {"aggregateId":"a3","eventVersion":1,"eventType":"MONEY_DEPOSITED","metadata":{"amount":5}}
      {"aggregateId":"a3","eventVersion":1,"eventType":"MONEY_WITHDRAWN","metadata":{"amount":5}}
      {"aggregateId":"a6","eventVersion":1,"eventType":"ACCOUNT_CREATED","metadata":{"name":"N6"}}
      {"aggregateId":"note","eventVersion":1,"eventType":"MONEY_DEPOSITED","metadata":{"amount":1}}

      """, to: "more")
    #expect(try place.run("append", "s.db", "--batch", "more").code == 0)
    return place
  }

  @Test(arguments: KeptArchitecture.all.flatMap { kept in kept.readers.map { (kept.name, $0) } })
  func `the screen counts the accounts that the command prints`(
    architecture: String, reader: String
  ) async throws {
    let place = try await stranded(architecture)
    let outcome = try place.run("read-model", "s.db", "--reader", reader)
    #expect(outcome.code == 0)
    let words = "3 of 6 accounts wrong, 12.00 missing"
    #expect(outcome.words.contains(words), "\(outcome.words)")
    #expect(outcome.words.contains("6 events are stored and not in the global stream yet"))
    #expect(outcome.words.contains("no read model is known for 1 other aggregate"))
    #expect(try lines(outcome).map(\.aggregateId) == ["a1", "a2", "a6"])
    let terminal = try place.terminal("cqrs explore s.db --read-only; echo ended $?")
    try terminal.wait(for: "READ ONLY")
    try terminal.press("5")
    try terminal.wait(for: "accounts wrong")
    let all = ["checkpoint", "overlap", "safe-horizon"]
    for _ in 0..<(all.firstIndex(of: reader) ?? 0) { try terminal.press("c") }
    try terminal.wait(for: "read model of the \(reader) reader")
    let rows = try terminal.wait(for: words)
    #expect(rows.count { $0.contains("≠") } == 3)
    try terminal.press("g", "Enter")
    try terminal.wait(for: "not yet: unseen")
    try terminal.press("R")
    try terminal.wait(for: "rebuilt from")
    try terminal.wait(for: "0 accounts mended, 3 wrong still")
    try terminal.press("q", "q", "q")
    try terminal.wait(for: "ended 0")
  }

  @Test func `a line tells both balances and the events that make the difference`() async throws {
    let place = try await stranded("dynamodb-ksuid")
    let all = try lines(place.run("read-model", "s.db", "--all"))
    #expect(all.map(\.aggregateId) == ["a1", "a2", "a3", "a4", "a5", "a6"])
    #expect(all.map(\.projected) == [1_000, 1_000, 1_000, 1_000, 1_000, 0])
    #expect(all.map(\.actual) == [1_700, 500, 1_000, 1_000, 1_000, 0])
    #expect(all.map(\.missing.count) == [1, 1, 2, 0, 0, 1])
    #expect(all.map(\.name) == (1...6).map { "N\($0)" })
    let events = try place.run("events", "s.db", "a1").events
    #expect(all[0].missing == [try #require(events.last).eventId])
  }

  @Test func `where an explorer moves the stream on, all accounts are right`() async throws {
    let place = try await stranded("dynamodb-ksuid")
    let terminal = try place.terminal("cqrs explore s.db; echo ended $?")
    try terminal.wait(for: "Live")
    // Events of one second become visible in any order: the checkpoint reader may pass one by, this one does not.
    try terminal.press("5", "c")
    try terminal.wait(for: "read model of the overlap reader")
    try terminal.wait(for: "0 of 6 accounts wrong, 0.00 missing")
    try terminal.press("q", "q")
    try terminal.wait(for: "ended 0")
    let outcome = try place.run("read-model", "s.db")
    #expect(outcome.output.isEmpty)
    #expect(outcome.words.hasPrefix("0 of 6 accounts wrong, 0.00 missing\n"))
  }

  @Test func `stores without accounts, readers without a use, and no store`() throws {
    let place = try Workplace()
    #expect(try place.run("read-model", "none.db").code == 66)
    try place.run("append", "s.db", "note", "NOTE")
    let outcome = try place.run("read-model", "s.db")
    #expect(outcome.code == 0 && outcome.output.isEmpty)
    #expect(outcome.words == "no read model is known for 1 aggregate\n")
    #expect(try place.run("read-model", "s.db", "--reader", "overlap").code == 64)
    #expect(try place.run("read-model", "s.db", "--reader", "other").code == 64)
  }
}
