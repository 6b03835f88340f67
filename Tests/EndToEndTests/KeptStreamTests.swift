import EmbeddedStore
import EventSourcing
import Foundation
import Testing

/// `cqrs all` on a store in which an architecture keeps its stream.
@Suite struct KeptStreamTests {
  @Test(arguments: KeptArchitecture.all)
  func `each event's cursor goes on after it, and what is not visible yet does not show`(
    architecture: KeptArchitecture
  ) async throws {
    let planted = try await PlantedStream(architecture)
    let all = try planted.place.run("all", "s.db", "--with-cursor")
    #expect(try planted.positions(all) == planted.inOrder)
    for (index, event) in try all.events.enumerated() {
      let cursor = try #require(event.cursor)
      #expect(cursor.wholeMatch(of: /[A-Za-z0-9._:-]+/) != nil)
      let rest = try planted.place.run("all", "s.db", "--with-cursor", "--after", cursor)
      #expect(rest.code == 0)
      #expect(rest.lines == Array(all.lines.dropFirst(index + 1)))
    }
  }

  @Test(arguments: KeptArchitecture.all, ["checkpoint", "overlap", "safe-horizon"])
  func `a reader delivers from the start what it waits for, or is refused where it has no use`(
    architecture: KeptArchitecture, reader: String
  ) async throws {
    let planted = try await PlantedStream(architecture)
    let outcome = try planted.place.run("all", "s.db", "--reader", reader)
    guard architecture.readers.contains(reader) else {
      #expect(outcome.code == 64)
      #expect(outcome.words.contains("--reader checkpoint"), "\(outcome.words)")
      #expect(outcome.output.isEmpty)
      return
    }
    #expect(outcome.code == 0, "\(outcome.words)")
    let positions =
      switch (reader, architecture.order) {
      // The id that is ahead of the time stays behind the horizon.
      case ("safe-horizon", .eventID): planted.inOrder.filter { $0 != 10 }
      case ("safe-horizon", _): [2, 1, 4, 3, 6, 5, 8, 7, 10]
      default: planted.inOrder
      }
    #expect(try planted.positions(outcome) == positions)
  }

  @Test(arguments: KeptArchitecture.surprising)
  func `what appears behind a checkpoint overlap finds, and transactions are waited for`(
    architecture: KeptArchitecture
  ) async throws {
    let planted = try await PlantedStream(architecture)
    var cursors: [String: String] = [:]
    for reader in architecture.readers {
      let before = try planted.place.run("all", "s.db", "--with-cursor", "--reader", reader)
      cursors[reader] = try #require(try before.events.last?.cursor)
    }
    try planted.showLate()
    func rest(_ reader: String) throws -> [Int] {
      let after = try #require(cursors[reader])
      return try planted.positions(
        planted.place.run("all", "s.db", "--reader", reader, "--after", after))
    }
    #expect(try rest("checkpoint") == [])
    if architecture.order == .eventID {
      // The window of shard 2 is about the id that is ahead of the time.
      let again = [12, 2, 3, 5, 6, 8, 9, 10]
      #expect(try rest("overlap").sorted() == again.sorted())
    } else {
      #expect(try rest("overlap") == [1, 2, 3, 4, 12, 5, 6, 7, 8, 9, 10])
      #expect(try rest("safe-horizon") == [9, 12])
    }
  }

  @Test(arguments: KeptArchitecture.all)
  func `a cursor of another kind is 64, one from beyond the end 65`(
    architecture: KeptArchitecture
  ) async throws {
    let planted = try await PlantedStream(architecture)
    func expect(_ code: Int32, _ cursor: String, _ reader: String = "checkpoint") throws {
      let outcome = try planted.place.run("all", "s.db", "--after", cursor, "--reader", reader)
      #expect(outcome.code == code, "\(cursor), \(reader): \(outcome.words)")
      #expect(code == 0 || outcome.output.isEmpty)
    }
    try expect(64, "p3")
    for (order, cursor) in PlantedStream.cursors {
      switch (order, architecture.order) {
      case (.transaction, .transaction):
        // The order of transactions is read by the one reader that waits for its horizon.
        try expect(64, cursor.inside)
        try expect(0, cursor.inside, "safe-horizon")
        try expect(65, cursor.beyond, "safe-horizon")
      case (.number, .transaction), (.number, .number), (.eventID, .eventID):
        try expect(0, cursor.inside)
        try expect(65, cursor.beyond)
        // Numbers say nothing of transactions.
        if architecture.order == .transaction { try expect(64, cursor.inside, "safe-horizon") }
      default:
        try expect(64, cursor.inside)
      }
    }
  }

  @Test(.timeLimit(.minutes(2)), arguments: KeptArchitecture.all)
  func `a follower gives what the explorer beside it makes visible`(
    architecture: KeptArchitecture
  ) throws {
    let place = try Workplace()
    func append(_ second: Int) throws -> String {
      let id = KSUID(timestamp: 300_000_000 + UInt32(second), payloadHigh: 0, payloadLow: 0)
      return try place.run("append", "s.db", "a", "T", "--event-id", "\(id)").output
    }
    _ = try append(10)
    let terminal = try place.terminal(
      "cqrs explore s.db --architecture \(architecture.name); echo ended $?")
    try terminal.wait(for: architecture.name)
    // Ids that go back appear behind the followers that trust them.
    let seconds = ["checkpoint": [11, 12], "overlap": [9, 8], "safe-horizon": [13, 14]]
    for reader in architecture.readers {
      let isThere = try place.run("export", "s.db").lines.count
      let pipe = Pipe()
      let follower = try place.start(
        ["all", "s.db", "--follow", "--reader", reader, "--limit", "\(isThere + 2)"],
        output: pipe)
      try pipe.fileHandleForWriting.close()
      for _ in 0..<isThere { _ = try pipe.line() }
      for second in try #require(seconds[reader]) {
        let appended = try append(second)
        #expect(try pipe.line() == appended, "\(reader)")
      }
      #expect(try follower.outcome().code == 0)
    }
    try terminal.press("q")
    try terminal.wait(for: "ended 0")
  }

  @Test func `what is stored without an explorer goes to its index shard, and all says it waits`()
    async throws
  {
    let place = try Workplace()
    let store = try SQLiteEventStore.open(place.path("s.db"))
    _ = try store.settle(architecture: "dynamodb-ksuid")
    var stream: (any StreamTable)? = try store.openStream(.eventID, .inStore)
    try stream?.keepShards(7)
    let lines = (1...40).map { number in
      let id = KSUID(timestamp: 300_000_000, payloadHigh: 0, payloadLow: UInt64(number))
      return #"{"aggregateId":"a\#(number)","aggregateVersion":1,"eventId":"\#(id)","#
        + #""eventVersion":1,"eventType":"T","metadata":{}}"#
    }
    #expect(try place.run("import", "s.db", "-", input: lines.joined(separator: "\n")).code == 0)
    #expect(try place.run("append", "s.db", "a1", "T").code == 0)
    let shards = try store.page(afterPosition: 0, limit: 100).map(\.shard)
    #expect(Set(shards) == Set(1...7))
    #expect(shards.first == shards.last)
    // Who has the stream open is about to move it.
    #expect(try place.run("all", "s.db").words == "")
    stream = nil
    let all = try place.run("all", "s.db")
    #expect(all.code == 0 && all.output.isEmpty)
    #expect(
      all.words
        == "41 events are stored and not in the global stream yet: cqrs explore s.db moves it on\n")
  }
}
