import Testing

/// What reaches standard output and standard error, and what becomes of it when it can't.
@Suite struct OutputTests {
  @Test func `standard output that can't be written is 74`() throws {
    let place = try Workplace()
    #expect(try place.shell("cqrs sample | cqrs import s.db").code == 0)
    for command in [
      "all s.db", "export s.db", "events s.db 92f89756-082a-4514-a42e-1c7bc266a3a7",
      "aggregates s.db", "verify s.db", "ksuid", "sample", "--help", "--version",
    ] {
      for output in ["/dev/full", "&-"] {
        let outcome = try place.shell("cqrs \(command) >\(output)")
        #expect(outcome.code == 74, "\(command) >\(output): \(outcome.words)")
        #expect(outcome.words.hasPrefix("error: standard output could not be written"))
      }
    }
  }

  @Test func `an append that could not be printed says that it is stored`() throws {
    let place = try Workplace()
    let outcome = try place.shell("cqrs append s.db a T >/dev/full")
    #expect(outcome.code == 74)
    #expect(outcome.words.contains("is stored"))
    #expect(try place.run("events", "s.db", "a").lines.count == 1)
  }

  @Test func `a closed standard stream is never taken for a store`() throws {
    let place = try Workplace()
    #expect(try place.shell("cqrs append s.db a T >&- 2>&- <&-").code == 74)
    #expect(try place.run("verify", "s.db").code == 0)
    #expect(try place.shell("cqrs import s.db <&-").code == 74)
  }

  /// Text that would steer a terminal, and how it is shown.
  private static let steering: [(String, String)] = [
    ("\u{1B}[31m", #"\u001b[31m"#), ("\u{7F}", #"\u007f"#), ("\u{9B}", #"\u009b"#),
    ("\n", #"\u000a"#), ("\u{2028}", #"\u2028"#), ("\u{202E}", #"\u202e"#),
    ("\u{2066}", #"\u2066"#),
  ]

  @Test(arguments: steering)
  func `a message shows what would steer a terminal`(text: String, shown: String) throws {
    let place = try Workplace()
    try place.run("append", "s.db", "a\(text)b", "T")
    // A message's own line ends stay what they are.
    let raw = Set(text.unicodeScalars).filter { $0 != "\n" && !(" "..."~" ~= $0) }
    for arguments in [
      ["all", "no\(text)store"], ["ksuid", "x\(text)"], ["frob\(text)"], ["--frob\(text)"],
      ["all", "s.db", "--limit", "x\(text)"], ["append", "s.db", "--batch", "no\(text)file"],
      ["append", "s.db", "a\(text)b", "T", "--expect", "7"],
    ] {
      let outcome = try place.start(arguments).outcome()
      #expect(outcome.code != 0)
      #expect(outcome.words.contains(shown), "\(arguments): \(outcome.words)")
      #expect(raw.isDisjoint(with: outcome.words.unicodeScalars), "\(arguments)")
    }
  }

  @Test(arguments: steering)
  func `ids and types are printed as the same JSON, escaped`(text: String, shown: String) throws {
    let place = try Workplace()
    let appended = try place.run("append", "s.db", "a\(text)", "T\(text)")
    let event = try #require(try appended.events.first)
    #expect(event.aggregateId == "a\(text)")
    #expect(event.eventType == "T\(text)")
    let escaped = text == "\n" ? #"\n"# : shown
    #expect(appended.output.contains(#""aggregateId":"a\#(escaped)","#), "\(appended.output)")
    #expect(try place.shell("cqrs export s.db | cqrs import t.db").code == 0)
    #expect(try place.run("export", "t.db").output == appended.output)
  }

  @Test func `a new id is bare, a given one is taken apart`() throws {
    let place = try Workplace()
    let known = try place.run("ksuid", "0ujtsYcgvSTl8PAuAdqWYSMnLOv")
    #expect(
      known.output == #"{"ksuid":"0ujtsYcgvSTl8PAuAdqWYSMnLOv","time":"2017-10-10T04:00:47Z","#
        + #""payload":"B5A1CD34B5F99D1154FB6853345C9735"}"# + "\n")
    #expect(try place.run("ksuid").output.wholeMatch(of: /[0-9A-Za-z]{27}\n/) != nil)
    let many = try place.run("ksuid", "--count", "1000").lines
    #expect(Set(many).count == 1_000)
    #expect(try place.run("ksuid", "--count", "0").output.isEmpty)
    let wrong = try place.run("ksuid", "0ujtsYcgvSTl8PAuAdqWYSMnLOv", "short")
    #expect(wrong.code == 65)
    #expect(wrong.output.isEmpty)
  }

  @Test func `a sample is the same for the same seed`() throws {
    let place = try Workplace()
    let sample = try place.run("sample", "--events", "50", "--seed", "7").output
    #expect(try place.run("sample", "--events", "50", "--seed", "7").output == sample)
    #expect(try place.run("sample", "--events", "50", "--seed", "8").output != sample)
    #expect(sample.split(separator: "\n").count == 50)
  }
}
