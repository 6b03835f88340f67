import Testing

/// What a script learns from the exit code alone.
@Suite struct ExitCodeTests {
  @Test(
    arguments: [
      ["frob"], ["--frob"], ["append"], ["append", "s.db"], ["append", "s.db", "a"],
      ["append", "s.db", "a", "T", "--expect", "x"], ["append", "s.db", "a", "T", "--expect=-1"],
      ["append", "s.db", "a", "T", "--event-version", "x"],
      ["append", "s.db", "a", "T", "--batch", "-"], ["events", "s.db"],
      ["events", "s.db", "a", "--limit", "x"], ["all", "s.db", "--limit=-1"],
      ["all", "s.db", "--after", ""], ["all", "s.db", "--after", "p01"],
      ["all", "s.db", "--reader", "nobody"], ["ksuid", "--count", "x"], ["all", ""],
    ])
  func `a command line that is off is 64 and touches nothing`(arguments: [String]) throws {
    let place = try Workplace()
    let outcome = try place.start(arguments).outcome()
    #expect(outcome.code == 64, "\(outcome.words)")
    #expect(outcome.output.isEmpty)
    #expect(!outcome.words.isEmpty)
    #expect(try place.names.isEmpty)
  }

  @Test(
    arguments: [
      ("append s.db a T --expect -1", 64, "--expect is a version, from 0"),
      ("append s.db a T --event-version -1", 65, "a whole number from 1"),
      ("events s.db a --from -1", 64, "--from is a version, from 1"),
      ("events s.db a --limit -1", 64, "'-1'"), ("all s.db --limit -1", 64, "'-1'"),
      ("aggregates s.db --limit -1", 64, "'-1'"), ("ksuid --count -1", 64, "'-1'"),
      ("sample --accounts -1", 64, "--accounts is from 1"), ("sample --events -1", 64, "'-1'"),
      ("sample --clock-skew -1", 64, "--clock-skew is from 0"), ("sample --seed -1", 64, "'-1'"),
      ("ledger digest s.db --size -1", 64, "--size is a number"), ("--seed -1", 64, "'-1'"),
      ("simulate --check-seeds -1", 64, "'-1'"),
      ("simulate --check-seeds 1 --first-seed -1", 64, "'-1'"),
    ])
  func `a value that begins with a minus is a value`(line: String, code: Int32, words: String)
    throws
  {
    let place = try Workplace()
    let outcome = try place.shell("cqrs \(line)")
    #expect(outcome.code == code, "\(outcome.words)")
    #expect(outcome.words.contains(words), "\(outcome.words)")
    #expect(try place.names.isEmpty)
  }

  @Test func `an id that begins with a minus is found by its beginning, and exported`() throws {
    let place = try Workplace()
    #expect(try place.run("append", "s.db", "--", "-a", "T").code == 0)
    #expect(try place.run("aggregates", "s.db", "--prefix", "-a").lines.count == 1)
    #expect(try place.run("export", "s.db", "--aggregate", "-a").lines.count == 1)
  }

  @Test func `an argument that is not UTF-8 is 64`() throws {
    let outcome = try Workplace().shell(#"cqrs append s.db "$(printf 'a\377')" T"#)
    #expect(outcome.code == 64)
    #expect(outcome.words == "error: argument 3 is not UTF-8\n")
  }

  @Test(
    arguments: [
      ["--metadata", "{"], ["--metadata", "[]"], ["--metadata", "{} {}"],
      ["--event-version", "0"], ["--event-id", "short"],
    ])
  func `a value that breaks an event's rule is 65 and makes no store`(option: [String]) throws {
    let place = try Workplace()
    let outcome = try place.start(["append", "s.db", "a", "T"] + option).outcome()
    #expect(outcome.code == 65, "\(outcome.words)")
    #expect(try place.names.isEmpty)
  }

  @Test(
    arguments: [
      ["events", "s.db", "a"], ["all", "s.db"], ["all", "s.db", "--follow"], ["verify", "s.db"],
      ["aggregates", "s.db"], ["export", "s.db"], ["import", "s.db", "no.jsonl"],
      ["append", "s.db", "--batch", "no.jsonl"], ["import", "s.db", "."],
    ])
  func `what is not there is 66 and stays away`(arguments: [String]) throws {
    let place = try Workplace()
    let outcome = try place.start(arguments).outcome()
    #expect(outcome.code == 66, "\(outcome.words)")
    #expect(try place.names.isEmpty)
  }

  @Test(arguments: [["all"], ["verify"], ["append", "a", "T"], ["import"]])
  func `a stranger's file is 66 and is left as it was`(command: [String]) throws {
    let place = try Workplace()
    try place.write("hello\n", to: "letter")
    let outcome = try place.start([command[0], "letter"] + command.dropFirst()).outcome()
    #expect(outcome.code == 66, "\(outcome.words)")
    #expect(try place.read("letter").elementsEqual("hello\n".utf8))
    #expect(try place.names == ["letter"])
  }

  @Test func `a folder is no store`() throws {
    let outcome = try Workplace().run("append", ".", "a", "T")
    #expect(outcome.code == 66, "\(outcome.words)")
  }

  @Test(arguments: ["dynamodb://accounts?region=eu-west-1", "postgres://localhost/accounts"])
  func `a service that this program does not reach is 69`(address: String) throws {
    let place = try Workplace()
    #expect(try place.run("append", address, "a", "T").code == 69)
    #expect(try place.run("all", address).code == 69)
    #expect(try place.names.isEmpty)
  }

  @Test func `help, the version and nothing wanted are 0`() throws {
    let place = try Workplace()
    #expect(try place.run("--version").lines.count == 1)
    #expect(try place.run("append", "--help").output.contains("--expect"))
    #expect(try place.run("append", "s.db", "a", "T").code == 0)
    for arguments in [["all", "s.db"], ["events", "s.db", "a"], ["aggregates", "s.db"]] {
      let outcome = try place.start(arguments + ["--limit", "0"]).outcome()
      #expect(outcome.code == 0)
      #expect(outcome.output.isEmpty)
    }
    let nobody = try place.run("events", "s.db", "nobody")
    #expect(nobody.code == 0)
    #expect(nobody.output.isEmpty)
  }
}
