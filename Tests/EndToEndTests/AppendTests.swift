import Testing

/// `cqrs append`: one event and batches, again and against each other.
@Suite struct AppendTests {
  private static let id = "0ujtsYcgvSTl8PAuAdqWYSMnLOv"

  @Test func `an event is printed as it is stored, and is there afterwards`() throws {
    let place = try Workplace()
    let appended = try place.run(
      "append", "sqlite:s.db", "a%_b", "T", "--metadata", #"{ "big" : 90071992547409930.10 }"#,
      "--event-id", Self.id, "--event-version", "2")
    let line =
      #"{"aggregateId":"a%_b","aggregateVersion":1,"eventId":"\#(Self.id)","#
      + #""eventVersion":2,"eventType":"T","metadata":{"big":90071992547409930.10}}"# + "\n"
    #expect(appended.output == line)
    #expect(appended.words.isEmpty)
    #expect(try place.names == ["s.db"])
    for arguments in [["events", "s.db", "a%_b"], ["all", "s.db"], ["export", "s.db"]] {
      #expect(try place.start(arguments).outcome().output == line)
    }
    let aggregates = try place.run("aggregates", "s.db", "--prefix", "a%")
    #expect(
      aggregates.output
        == #"{"aggregateId":"a%_b","aggregateVersion":1,"lastEventId":"\#(Self.id)"}"# + "\n")
    #expect(try place.run("aggregates", "s.db", "--prefix", "%").output.isEmpty)
  }

  @Test func `an expectation that does not hold is 3 and stores nothing`() throws {
    let place = try Workplace()
    #expect(try place.run("append", "s.db", "a", "T", "--expect", "1").code == 3)
    #expect(try place.names.isEmpty)
    #expect(try place.run("append", "s.db", "a", "T", "--expect", "0").code == 0)
    let late = try place.run("append", "s.db", "a", "T", "--expect", "0")
    #expect(late.code == 3)
    #expect(late.words.contains("version conflict"))
    #expect(late.output.isEmpty)
    #expect(try place.run("append", "s.db", "a", "T", "--expect", "1").code == 0)
    #expect(try place.run("events", "s.db", "a").events.map(\.aggregateVersion) == [1, 2])
  }

  @Test func `the same event again is answered as the first time, another under its id is 65`()
    throws
  {
    let place = try Workplace()
    let arguments = ["append", "s.db", "a", "T", "--event-id", Self.id]
    let first = try place.start(arguments + ["--expect", "0"]).outcome()
    try place.run("append", "s.db", "a", "T")
    let again = try place.start(arguments + ["--expect", "0"]).outcome()
    #expect(again.code == 0)
    #expect(again.output == first.output)
    for changed in [
      ["append", "s.db", "b", "T", "--event-id", Self.id],
      ["append", "s.db", "a", "U", "--event-id", Self.id],
      arguments + ["--event-version", "2"], arguments + ["--metadata", #"{"x":1}"#],
    ] {
      #expect(try place.start(changed).outcome().code == 65)
    }
    #expect(try place.run("all", "s.db").lines.count == 2)
  }

  @Test func `a batch is stored whole and printed in its own order`() throws {
    let place = try Workplace()
    let batch = """
      {"aggregateId":"x","eventType":"T","eventVersion":1,"metadata":{}}\r

      {"eventType":"T","aggregateId":"y","eventVersion":1,"metadata":{}}
      {"aggregateId":"x","aggregateVersion":2,"eventType":"U","eventVersion":1,"metadata":{}}
      """
    let stored = try place.run("append", "s.db", "--batch", "-", input: batch)
    #expect(stored.code == 0, "\(stored.words)")
    #expect(
      try stored.events.map { "\($0.aggregateId)\($0.aggregateVersion)" } == ["x1", "y1", "x2"])
    #expect(try place.run("all", "s.db").output == stored.output)
    let again = try place.run("append", "s.db", "--batch", "-", input: stored.output)
    #expect(again.output == stored.output)
    #expect(try place.run("all", "s.db").output == stored.output)
  }

  @Test(
    arguments: [
      (
        #"{"aggregateId":"x","aggregateVersion":1,"eventType":"T","eventVersion":1,"metadata":{}}"#,
        3
      ),
      (
        #"{"aggregateId":"x","aggregateVersion":9,"eventType":"T","eventVersion":1,"metadata":{}}"#,
        65
      ),
      (#"{"aggregateId":"x","eventType":"T","eventVersion":1,"metadata":[]}"#, 65),
      (#"{"aggregateId":"x","eventType":"T","eventVersion":1,"metadata":{},"more":1}"#, 65),
      ("\u{FEFF}{}", 65),
    ])
  func `a batch with a line that can't be stored stores nothing and names it`(
    line: String, code: Int32
  ) throws {
    let place = try Workplace()
    let good = #"{"aggregateId":"x","eventType":"T","eventVersion":1,"metadata":{}}"#
    let batch = [good, "", line, good].joined(separator: "\n")
    func expectRefused() throws {
      let refused = try place.run("append", "s.db", "--batch", "-", input: batch)
      #expect(refused.code == code, "\(refused.words)")
      #expect(refused.words.hasPrefix("error: line 3: "), "\(refused.words)")
      #expect(refused.output.isEmpty)
    }
    try expectRefused()
    #expect(try place.names.isEmpty)
    let other = try place.run("append", "s.db", "other", "T")
    try expectRefused()
    #expect(try place.run("all", "s.db").output == other.output)
  }

  @Test func `what sixteen processes append at once is all stored`() throws {
    let place = try Workplace()
    let commands = try (1...16).map { _ in try place.start(["append", "s.db", "a", "T"]) }
    let outcomes = try commands.map { try $0.outcome() }
    for outcome in outcomes { #expect(outcome.code == 0, "\(outcome.words)") }
    let printed = try outcomes.flatMap { try $0.events }
    #expect(printed.map(\.aggregateVersion).sorted() == Array(1...16))
    #expect(try Set(place.run("all", "s.db").events) == Set(printed))
    #expect(try place.run("verify", "s.db").code == 0)
  }

  @Test func `of sixteen processes at one version one wins`() throws {
    let place = try Workplace()
    let commands = try (1...16).map { _ in
      try place.start(["append", "s.db", "a", "T", "--expect", "0"])
    }
    let outcomes = try commands.map { try $0.outcome() }
    #expect(outcomes.map(\.code).sorted() == [0] + [Int32](repeating: 3, count: 15))
    let winner = try #require(outcomes.first { $0.code == 0 })
    #expect(try place.run("all", "s.db").output == winner.output)
  }
}
