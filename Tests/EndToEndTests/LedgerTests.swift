import Foundation
import Testing

/// Digests and proofs, as a script has them.
@Suite struct LedgerTests {
  /// A store of nine events, and its digest.
  private func place() throws -> (Workplace, digest: String) {
    let place = try Workplace()
    for number in 1...9 {
      try place.run(
        "append", "s.db", "a\(number)", "T", "--metadata", #"{"mark":"<\#(number)>"}"#)
    }
    return (place, try #require(place.run("ledger", "digest", "s.db").lines.first))
  }

  private func id(_ place: Workplace, _ number: Int) throws -> String {
    try #require(place.run("events", "s.db", "a\(number)").events.first).eventId
  }

  private func check(
    _ place: Workplace, _ digest: String, _ proof: String
  ) throws -> Outcome {
    try place.run("ledger", "check", "--digest", digest, "--proof", "-", input: proof)
  }

  @Test func `an event is proved to whoever has the digest, and needs no store`() throws {
    let (place, digest) = try place()
    #expect(digest.wholeMatch(of: /9:[0-9a-f]{64}/) != nil)
    #expect(try place.run("ledger", "digest", "s.db").output == digest + "\n")
    let id = try id(place, 5)
    let proved = try place.run("ledger", "prove", "s.db", id)
    #expect(proved.code == 0)
    #expect(proved.lines.count == 1)
    let event = try #require(place.run("events", "s.db", "a5").lines.first)
    #expect(proved.output.hasPrefix(#"{"event":\#(event),"position":5,"committedAt":"#))
    try place.write(proved.output, to: "proof.json")
    try FileManager.default.removeItem(at: place.folder.appendingPathComponent("s.db"))
    for outcome in [
      try place.run("ledger", "check", "--digest", digest, "--proof", "proof.json"),
      try check(place, digest, proved.output),
    ] {
      #expect(outcome.code == 0, "\(outcome.words)")
      #expect(
        outcome.output == "\(id), at position 5, is part of the history of 9 events that the "
          + "digest names\n")
      #expect(outcome.words.isEmpty)
    }
    #expect(try place.names == ["proof.json"])
  }

  @Test func `a history that has grown is proved against its older digest too`() throws {
    let (place, digest) = try place()
    let id = try id(place, 3)
    try place.run("append", "s.db", "a10", "T")
    #expect(try place.run("ledger", "digest", "s.db").output.hasPrefix("10:"))
    #expect(try place.run("ledger", "digest", "s.db", "--size", "9").output == digest + "\n")
    let old = try place.run("ledger", "prove", "s.db", id, "--size", "9").output
    #expect(try check(place, digest, old).code == 0)
    let new = try check(place, digest, try place.run("ledger", "prove", "s.db", id).output)
    #expect(new.code == 65)
    #expect(
      new.words == "error: line 1: the proof is of a history of 10 events, the digest of one of 9\n"
    )
    let grown = try place.run("ledger", "verify", "s.db", "--digest", digest)
    #expect(grown.code == 0)
    #expect(grown.output == "the first 9 events are those that the digest names\n")
  }

  @Test func `what was changed proves nothing`() throws {
    let (place, digest) = try place()
    let proof = try place.run("ledger", "prove", "s.db", try id(place, 5)).output
    let hash = try #require(proof.firstMatch(of: /"path":\["([0-9a-f])/)?.1)
    let other = hash == "0" ? "1" : "0"
    for (old, new, words) in [
      ("<5>", "<6>", "the event and its path lead to the root"),
      (#""aggregateVersion":1"#, #""aggregateVersion":2"#, "lead to the root"),
      (#""shard":0"#, #""shard":1"#, "lead to the root"),
      (#""path":["\#(hash)"#, #""path":["\#(other)"#, "lead to the root"),
      (#""treeSize":9"#, #""treeSize":8"#, "the proof is of a history of 8 events"),
      (#""leafIndex":4"#, #""leafIndex":5"#, "the path begins at leaf 5"),
      (#""position":5"#, #""position":6"#, "the event's position is 6"),
      (#""path":["#, "\"path\":[\"\(String(repeating: "0", count: 64))\",", "with 5 hashes"),
      (#""path":["#, #""path":["", "#, "hash 1 of the path: it has 0 characters"),
      (#","position":5"#, "", "position is missing"),
      ("{\"event\"", "", "line 1: byte 1: a JSON object is wanted"),
    ] {
      let changed = proof.replacing(old, with: new, maxReplacements: 1)
      #expect(changed != proof, "\(old)")
      let outcome = try check(place, digest, changed)
      #expect(outcome.code == 65, "\(old): \(outcome.words)")
      #expect(outcome.words.contains(words), "\(outcome.words)")
      #expect(outcome.output.isEmpty)
    }
    let last = digest.last == "0" ? "1" : "0"
    #expect(try check(place, digest.dropLast() + last, proof).code == 65)
    #expect(try check(place, "8" + digest.dropFirst(), proof).code == 65)
  }

  @Test func `several proofs are all checked, and one that does not fit is named`() throws {
    let (place, digest) = try place()
    var proofs = ""
    for number in 1...9 {
      proofs += try place.run("ledger", "prove", "s.db", try id(place, number)).output
    }
    #expect(try check(place, digest, proofs).lines.count == 9)
    let outcome = try check(place, digest, proofs.replacing("<7>", with: "<8>"))
    #expect(outcome.code == 65)
    #expect(outcome.output.isEmpty)
    #expect(outcome.words.hasPrefix("error: line 7: the event and its path"))
    for nothing in ["", "\n \n"] {
      let empty = try check(place, digest, nothing)
      #expect(empty.code == 65)
      #expect(empty.words == "error: standard input: it holds no proof\n")
    }
  }

  @Test(arguments: [
    ["ledger"], ["ledger", "frob"], ["ledger", "digest"], ["ledger", "prove", "s.db"],
    ["ledger", "digest", "s.db", "--size", "x"], ["ledger", "digest", "s.db", "--size=-1"],
    ["ledger", "check", "--proof", "-"], ["ledger", "check", "--digest", "9:ab"],
    ["ledger", "check", "--digest", "", "--proof", "-"],
    ["ledger", "check", "--digest", "9", "--proof", "-"],
    ["ledger", "check", "--digest", "9:ab", "--proof", "-"],
    ["ledger", "verify", "s.db", "--digest", "x"], ["ledger", "verify", "s.db"],
  ])
  func `a command line that is off is 64, a digest too`(arguments: [String]) throws {
    let place = try Workplace()
    let outcome = try place.start(arguments).outcome()
    #expect(outcome.code == 64, "\(outcome.words)")
    #expect(outcome.output.isEmpty)
    #expect(!outcome.words.isEmpty)
    #expect(try place.names.isEmpty)
  }

  @Test func `a digest that is none is refused with what is wrong, safe for a terminal`() throws {
    let digest = "9:\u{1B}[31m\u{202E}" + String(repeating: "0", count: 58)
    let outcome = try Workplace().run("ledger", "check", "--digest", digest, "--proof", "-")
    #expect(outcome.code == 64)
    #expect(outcome.words.contains(#"9:\u001b[31m\u202e000"#), "\(outcome.words)")
    #expect(outcome.words.contains("after the colon: "), "\(outcome.words)")
  }

  @Test func `what is not stored is 65, what is not there is 66`() throws {
    let (place, digest) = try place()
    let unknown = "aWgEPTl1tmebfsQzFP4bxwgy80V"
    let id = try id(place, 5)
    for (arguments, code, words) in [
      (["prove", "s.db", unknown], 65, "error: no event \(unknown) is stored\n"),
      (["prove", "s.db", "x\u{1B}"], 65, #"error: x\u001b: eventId: it has 2 characters;"#),
      (
        ["prove", "s.db", id, "--size", "4"], 65,
        "error: the event is at position 5, after the first 4 events\n"
      ),
      (["prove", "s.db", id, "--size", "10"], 65, "error: the store has 9 events, and not 10\n"),
      (["digest", "s.db", "--size", "10"], 65, "error: the store has 9 events, and not 10\n"),
      (["digest", "no\u{1B}.db"], 66, #"error: there is no store at no\u001b.db"#),
      (["prove", "no.db", id], 66, "error: there is no store at no.db"),
      (["verify", "no.db", "--digest", digest], 66, "error: there is no store at no.db"),
      (
        ["check", "--digest", digest, "--proof", "no\u{1B}"], 66, #"error: no\u001b: No such file"#
      ),
      (["check", "--digest", digest, "--proof", "."], 66, "error: .: "),
      (["digest", "postgres://localhost/a"], 69, "error: postgres://"),
    ] as [([String], Int32, String)] {
      let outcome = try place.start(["ledger"] + arguments).outcome()
      #expect(outcome.code == code, "\(arguments): \(outcome.words)")
      #expect(outcome.words.hasPrefix(words), "\(outcome.words)")
      #expect(outcome.output.isEmpty)
    }
    #expect(try place.names == ["s.db"])
  }

  @Test func `hostile keys of a proof are shown escaped`() throws {
    let (place, digest) = try place()
    let outcome = try check(place, digest, #"{"a\u001b[31m\u202e":1}"# + "\n")
    #expect(outcome.code == 65)
    #expect(
      outcome.words == "error: line 1: byte 2: a proof has no key \"a\\u001b[31m\\u202e\"\n")
  }

  @Test func `a damaged store gives neither digest nor proof, and names the position`() throws {
    let (place, digest) = try place()
    let id = try id(place, 1)
    var bytes = try place.read("s.db")
    let mark = try #require(bytes.firstRange(of: Data("<5>".utf8)))
    bytes[mark.lowerBound] = UInt8(ascii: "(")
    try bytes.write(to: place.folder.appendingPathComponent("s.db"))
    for arguments in [
      ["digest", "s.db"], ["prove", "s.db", id], ["verify", "s.db", "--digest", digest],
    ] {
      let outcome = try place.start(["ledger"] + arguments).outcome()
      #expect(outcome.code == 70)
      #expect(outcome.output.isEmpty)
      #expect(outcome.words.contains("the event at position 5 does not fit its hash"))
    }
    #expect(try place.run("ledger", "prove", "s.db", id, "--size", "4").code == 0)
  }

  @Test func `a store that lost or changed its history is 70`() throws {
    let (place, digest) = try place()
    for number in [1, 2, 3] { try place.run("append", "short.db", "a\(number)", "T") }
    let short = try place.run("ledger", "verify", "short.db", "--digest", digest)
    #expect(short.code == 70)
    #expect(short.words.contains("the digest names a history of 9 events, the store has 3"))
    #expect(try place.shell("cqrs export s.db | cqrs import other.db").code == 0)
    let other = try place.run("ledger", "verify", "other.db", "--digest", digest)
    #expect(other.code == 70)
    #expect(other.words.contains("the first 9 events lead to the root"))
    #expect(try place.run("ledger", "verify", "s.db", "--digest", digest).code == 0)
  }

  @Test func `a history of one event is told of as one`() throws {
    let place = try Workplace()
    for name in ["s.db", "other.db"] { try place.run("append", name, "a1", "T") }
    let digest = try place.run("ledger", "digest", "s.db").lines[0]
    let proof = try place.run("ledger", "prove", "s.db", id(place, 1)).output
    #expect(
      try check(place, digest, proof).output.hasSuffix(
        "is part of the history of 1 event that the digest names\n"))
    #expect(
      try place.run("ledger", "verify", "s.db", "--digest", digest).output
        == "the first event is the one that the digest names\n")
    #expect(
      try place.run("ledger", "verify", "other.db", "--digest", digest).words
        .contains("the first event leads to the root"))
    #expect(
      try place.run("ledger", "digest", "s.db", "--size", "2").words
        == "error: the store has 1 event, and not 2\n")
  }

  @Test func `standard output that can't be written is 74, a closed one is 0`() throws {
    let (place, digest) = try place()
    let id = try id(place, 5)
    let proof = try place.run("ledger", "prove", "s.db", id).output
    try place.write(proof, to: "proof.json")
    for command in [
      "digest s.db", "prove s.db \(id)", "check --digest \(digest) --proof proof.json",
      "verify s.db --digest \(digest)",
    ] {
      let outcome = try place.shell("cqrs ledger \(command) >/dev/full")
      #expect(outcome.code == 74, "\(command): \(outcome.words)")
      #expect(outcome.words.hasPrefix("error: standard output could not be written"))
      #expect(try place.shell("cqrs ledger \(command) | true").code == 0)
    }
  }
}
