import Foundation
import Testing

/// `cqrs import` and `cqrs export`: whole stores through pipes.
@Suite struct ImportTests {
  /// A place with a file of invented events.
  private func place(events: Int) throws -> Workplace {
    let place = try Workplace()
    try place.write(try place.run("sample", "--events", "\(events)").output, to: "events.jsonl")
    return place
  }

  @Test func `what was exported and imported is the same store`() throws {
    let place = try place(events: 2_500)
    let imported = try place.run("import", "s.db", "events.jsonl")
    #expect(imported.code == 0)
    #expect(imported.output.isEmpty)
    #expect(imported.words == "2500 events imported, 0 were there already\n")
    let exported = try place.shell("cqrs export s.db | tee exported | cqrs import copy.db")
    #expect(exported.code == 0, "\(exported.words)")
    #expect(try place.read("exported") == place.read("events.jsonl"))
    #expect(try place.shell("cqrs all copy.db | cmp - events.jsonl").code == 0)
    #expect(
      try place.run("aggregates", "copy.db").output == place.run("aggregates", "s.db").output)
    #expect(try place.run("verify", "copy.db").code == 0)
    let again = try place.run("import", "s.db", "events.jsonl")
    #expect(again.words == "0 events imported, 2500 were there already\n")
  }

  @Test func `one aggregate is exported by its versions`() throws {
    let place = try place(events: 100)
    try place.run("import", "s.db", "events.jsonl")
    let aggregate = try #require(try place.run("all", "s.db").events.first).aggregateId
    let exported = try place.run("export", "s.db", "--aggregate", aggregate)
    #expect(exported.output == (try place.run("events", "s.db", aggregate).output))
    #expect(exported.lines.count > 1)
  }

  @Test func `metadata comes back byte for byte but for white space between tokens`() throws {
    let place = try Workplace()
    let head =
      #"{"aggregateId":"\u0000é","aggregateVersion":1,"#
      + #""eventId":"2FyIfrDWHZuzu6E1oINDnTqSDky","eventVersion":1,"eventType":"T","metadata":"#
    let given = #"{ "z" : 1.50, "a" :"\u00e9 \/ x", "n":123456789012345678901234567890, "a":[ ] }"#
    let kept = #"{"z":1.50,"a":"\u00e9 \/ x","n":123456789012345678901234567890,"a":[]}"#
    #expect(try place.run("import", "s.db", input: head + given + " }\r\n").code == 0)
    #expect(try place.run("export", "s.db").output == head + kept + "}\n")
  }

  @Test(
    arguments: [
      ("{", "ends too early"), ("{}", "aggregateId"), ("[]", "object"),
      ("\u{FEFF}{}", "byte order mark"),
      (
        #"{"aggregateId":"a","aggregateVersion":7,"eventId":"2FyIfrDWHZuzu6E1oINDnTqSDky","eventVersion":1,"eventType":"T","metadata":{}}"#,
        "version 7 would leave a gap"
      ),
      (
        #"{"aggregateId":"a","aggregateVersion":1,"eventId":"short","eventVersion":1,"eventType":"T","metadata":{}}"#,
        "eventId"
      ),
      (
        #"{"aggregateId":"a","aggregateVersion":1,"eventId":"2FyIfrDWHZuzu6E1oINDnTqSDky","eventVersion":1,"eventType":"T","metadata":{},"cursor":"p1"}"#,
        "cursor"
      ),
    ])
  func `a line that can't be stored is named, and those before it are kept`(
    line: String, reason: String
  ) throws {
    let place = try place(events: 1_200)
    let lines = String(decoding: try place.read("events.jsonl"), as: UTF8.self)
      .split(separator: "\n")
    let before = lines.prefix(1_100).joined(separator: "\n") + "\n"
    let after = lines.dropFirst(1_100).joined(separator: "\n") + "\n"
    let outcome = try place.run("import", "s.db", input: before + "\n" + line + "\n" + after)
    #expect(outcome.code == 65)
    #expect(outcome.words.hasPrefix("error: line 1102: "), "\(outcome.words)")
    #expect(outcome.words.contains(reason), "\(outcome.words)")
    #expect(try place.run("export", "s.db").output == before)
    #expect(try place.run("import", "s.db", "events.jsonl").code == 0)
    #expect(try place.shell("cqrs export s.db | cmp - events.jsonl").code == 0)
  }

  @Test func `a first line that can't be stored makes no store`() throws {
    let place = try place(events: 2)
    let second = try place.run("sample", "--events", "2").lines[1]
    for line in ["{", second] {
      let outcome = try place.run("import", "s.db", input: line + "\n")
      #expect(outcome.code == 65)
      #expect(outcome.words.hasPrefix("error: line 1: "))
      #expect(try place.names == ["events.jsonl"])
    }
  }

  @Test func `a version or an id that another event holds is 65`() throws {
    let place = try place(events: 20)
    try place.run("import", "s.db", "events.jsonl")
    let changes = [
      #"s/"eventId":"\(.\)\(.\)\(.\)/"eventId":"\1\3\2/"#, #"s/"metadata":{/"metadata":{"x":1,/"#,
    ]
    for change in changes {
      let outcome = try place.shell("sed '5,$\(change)' events.jsonl | cqrs import s.db")
      #expect(outcome.code == 65)
      #expect(outcome.words.hasPrefix("error: line 5: "), "\(outcome.words)")
    }
    #expect(try place.shell("cqrs export s.db | cmp - events.jsonl").code == 0)
  }

  @Test(.timeLimit(.minutes(1)))
  func `an import that is killed keeps whole lines, and goes on when run again`() throws {
    let place = try place(events: 5_000)
    // It is killed with its input unfinished, while a follower has seen its first commits.
    let killed = try place.shell(
      """
      mkfifo pipe
      head -1 events.jsonl | cqrs import s.db
      '\(BuiltProgram.path)' import s.db pipe &
      exec 3>pipe
      head -3500 events.jsonl >&3
      cqrs all s.db --follow --limit 2000 >seen
      kill -9 $!
      wait $!
      """)
    #expect(killed.code == 137, "\(killed.words)")
    #expect(try place.run("verify", "s.db").code == 0)
    let kept = try place.run("export", "s.db").output
    #expect(kept.utf8.count >= (try place.read("seen").count))
    #expect(try place.read("events.jsonl").starts(with: kept.utf8))
    #expect(try place.run("import", "s.db", "events.jsonl").code == 0)
    #expect(try place.shell("cqrs export s.db | cmp - events.jsonl").code == 0)
  }
}
