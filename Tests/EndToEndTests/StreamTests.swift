import Foundation
import Testing

/// `cqrs all`: cursors, and following what other processes append.
@Suite struct StreamTests {
  private func place(events: Int) throws -> Workplace {
    let place = try Workplace()
    #expect(try place.shell("cqrs sample --events \(events) | cqrs import s.db").code == 0)
    return place
  }

  @Test func `each event's cursor goes on after it`() throws {
    let place = try place(events: 12)
    let all = try place.run("all", "s.db").lines
    let withCursors = try place.run("all", "s.db", "--with-cursor", "--reader", "checkpoint")
    #expect(withCursors.lines.map { $0.replacing(/,"cursor":"[^"]*"}$/, with: "}") } == all)
    for (index, event) in try withCursors.events.enumerated() {
      let cursor = try #require(event.cursor)
      #expect(cursor.wholeMatch(of: /[A-Za-z0-9._:-]+/) != nil)
      let rest = try place.run("all", "s.db", "--after", cursor)
      #expect(rest.code == 0)
      #expect(rest.lines == Array(all.dropFirst(index + 1)))
    }
    #expect(try place.run("all", "s.db", "--limit", "5").lines == Array(all.prefix(5)))
  }

  @Test func `the last cursor gives what comes later`() throws {
    let place = try place(events: 3)
    let last = try #require(try place.run("all", "s.db", "--with-cursor").events.last?.cursor)
    #expect(try place.run("all", "s.db", "--after", last).output.isEmpty)
    let appended = try place.run("append", "s.db", "a", "T")
    #expect(try place.run("all", "s.db", "--after", last).output == appended.output)
  }

  @Test func `a cursor from beyond the end is 65, another store's 64`() throws {
    let place = try place(events: 3)
    let beyond = try place.run("all", "s.db", "--after", "p4")
    #expect(beyond.code == 65)
    #expect(beyond.words.contains("p3"), "\(beyond.words)")
    #expect(beyond.output.isEmpty)
    for cursor in ["", "3", "p-1", "p3 ", "s", "s0-0ujtsYcgvSTl8PAuAdqWYSMnLOv"] {
      let outcome = try place.run("all", "s.db", "--after", cursor)
      #expect(outcome.code == 64, "'\(cursor)': \(outcome.words)")
      #expect(outcome.output.isEmpty)
    }
  }

  @Test(arguments: ["overlap", "safe-horizon"])
  func `a store with one order is read by checkpoint alone`(strategy: String) throws {
    let outcome = try place(events: 1).run("all", "s.db", "--reader", strategy)
    #expect(outcome.code == 64)
    #expect(outcome.words.contains("checkpoint"))
  }

  @Test func `an aggregate is read from a version on`() throws {
    let place = try Workplace()
    for _ in 1...4 { try place.run("append", "s.db", "a", "T") }
    let some = try place.run("events", "s.db", "a", "--from", "2", "--limit", "2")
    #expect(try some.events.map(\.aggregateVersion) == [2, 3])
    #expect(try place.run("events", "s.db", "a", "--from", "9").output.isEmpty)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a follower gives what is there and then what others append`() throws {
    let place = try place(events: 2)
    let pipe = Pipe()
    let follower = try place.start(["all", "s.db", "--follow", "--limit", "5"], output: pipe)
    try pipe.fileHandleForWriting.close()
    var expected = try place.run("all", "s.db").output
    for _ in 1...3 {
      // Each is waited for before the next is appended.
      #expect(try pipe.read(utf8Count: expected.utf8.count) == expected)
      expected = try place.run("append", "s.db", "a", "T").output
    }
    #expect(try pipe.read(utf8Count: expected.utf8.count) == expected)
    let outcome = try follower.outcome()
    #expect(outcome.code == 0)
    #expect(outcome.words.isEmpty)
    #expect(try pipe.fileHandleForReading.readToEnd() == nil)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a closed pipe ends a follower and any other command without a word`() throws {
    let place = try place(events: 2_000)
    for command in ["all s.db --follow", "all s.db", "export s.db", "ksuid --count 9999"] {
      let outcome = try place.shell("{ cqrs \(command); echo $? >code; } | head -1 >first")
      #expect(outcome.words.isEmpty, "\(command): \(outcome.words)")
      #expect(try place.read("code").elementsEqual("0\n".utf8), "\(command)")
    }
    // A follower that has nothing to write notices too.
    let idle = try place.shell("{ cqrs all s.db --follow --after p2000; echo $? >code; } | true")
    #expect(idle.words.isEmpty)
    #expect(try place.read("code").elementsEqual("0\n".utf8))
  }

  @Test(
    .timeLimit(.minutes(1)), arguments: [(SIGINT, 130), (SIGTERM, 128 + 15)] as [(Int32, Int32)])
  func `a signal ends a follower`(signal: Int32, code: Int32) throws {
    let place = try place(events: 1)
    let pipe = Pipe()
    let follower = try place.start(["all", "s.db", "--follow"], output: pipe)
    let first = try place.run("all", "s.db").output
    #expect(try pipe.read(utf8Count: first.utf8.count) == first)
    follower.signal(signal)
    let outcome = try follower.outcome()
    #expect(outcome.code == code)
    #expect(outcome.words.isEmpty)
  }
}
