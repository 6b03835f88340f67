import Foundation
import Testing

/// A store whose file was changed behind its back.
@Suite struct DamageTests {
  /// A store in which a letter of one event's metadata is another one.
  private func damagedPlace() throws -> Workplace {
    let place = try Workplace()
    for number in 1...9 {
      try place.run("append", "s.db", "a\(number)", "T", "--metadata", #"{"mark":"<\#(number)>"}"#)
    }
    var bytes = try place.read("s.db")
    let mark = try #require(bytes.firstRange(of: Data("<5>".utf8)))
    bytes[mark.lowerBound] = UInt8(ascii: "(")
    try bytes.write(to: place.folder.appendingPathComponent("s.db"))
    return place
  }

  @Test func `verify names the check that fails`() throws {
    let outcome = try damagedPlace().run("verify", "s.db")
    #expect(outcome.code == 70)
    #expect(outcome.lines.contains("versions: ok"))
    #expect(outcome.lines.contains { $0.hasPrefix("hashes: ") && $0 != "hashes: ok" })
    #expect(outcome.words.contains("hashes"), "\(outcome.words)")
  }

  @Test func `a reader prints no event that does not fit its hash`() throws {
    let place = try damagedPlace()
    for arguments in [["all", "s.db"], ["events", "s.db", "a5"], ["all", "s.db", "--follow"]] {
      let outcome = try place.start(arguments).outcome()
      #expect(outcome.code == 70, "\(arguments)")
      #expect(!outcome.output.contains("(5>"))
      #expect(outcome.words.contains("damaged"))
    }
    #expect(try place.run("events", "s.db", "a4").code == 0)
  }

  @Test(
    arguments: [
      ("DELETE FROM event WHERE position = 9", ["all s.db", "events s.db a9", "export s.db"]),
      ("DELETE FROM event WHERE position = 4", ["all s.db", "events s.db a4", "aggregates s.db"]),
      ("DELETE FROM aggregate WHERE aggregate_id = CAST('a5' AS BLOB)", ["aggregates s.db"]),
    ])
  func `a command that can't give everything says so`(
    statement: String, commands: [String]
  ) throws {
    let place = try Workplace()
    for number in 1...9 { try place.run("append", "s.db", "a\(number)", "T") }
    #expect(try place.shell("sqlite3 s.db \"\(statement)\"").code == 0)
    for command in commands {
      let outcome = try place.shell("cqrs \(command)")
      #expect(outcome.code == 70, "\(command): \(outcome.words)")
      #expect(outcome.words.contains("damaged"))
    }
    #expect(try place.run("aggregates", "s.db", "--limit", "3").code == 0)
  }

  @Test(
    arguments: [
      "DELETE FROM event WHERE position = 7", "DELETE FROM event",
      "UPDATE aggregate SET version = 9 WHERE last_position = 7",
      "UPDATE aggregate SET version = 2 WHERE last_position = 7",
      "UPDATE aggregate SET last_position = 99 WHERE last_position = 7",
    ])
  func `an append to an aggregate without its last event is 70, and changes nothing`(
    statement: String
  ) throws {
    let place = try Workplace()
    for number in 1...8 { try place.run("append", "s.db", "a\(number % 2)", "T") }
    #expect(try place.shell("sqlite3 s.db '\(statement)'").code == 0)
    let before = try place.shell("sqlite3 s.db .dump").output
    for expectation in [[], ["--expect", "4"], ["--expect", "1"]] {
      let outcome = try place.start(["append", "s.db", "a1", "T"] + expectation).outcome()
      #expect(outcome.code == 70, "\(expectation): \(outcome.words)")
      #expect(outcome.words.contains("damaged"))
      #expect(outcome.output.isEmpty)
    }
    #expect(try place.shell("sqlite3 s.db .dump").output == before)
  }

  @Test(arguments: [4_096, 9_000, 20_000])
  func `an export of a file that was cut off does not advise an export`(length: Int) throws {
    let place = try damagedPlace()
    try place.read("s.db").prefix(length).write(to: place.folder.appendingPathComponent("s.db"))
    let outcome = try place.run("export", "s.db")
    #expect(outcome.code == 70)
    #expect(outcome.words.contains("damaged"))
    #expect(!outcome.words.contains("cqrs export"), "\(outcome.words)")
  }

  @Test func `an export saves the rest, and says what it left out`() throws {
    let place = try damagedPlace()
    let outcome = try place.run("export", "s.db")
    #expect(outcome.code == 70)
    #expect(try outcome.events.map(\.aggregateId) == [1, 2, 3, 4, 6, 7, 8, 9].map { "a\($0)" })
    #expect(outcome.words.contains("left out: position 5:"), "\(outcome.words)")
    #expect(try place.run("import", "saved.db", input: outcome.output).code == 0)
    #expect(try place.run("verify", "saved.db").code == 0)
  }

  @Test func `a file that was cut off is 70 or no store, and never prints half an event`() throws {
    let place = try damagedPlace()
    let whole = try place.read("s.db")
    for length in [1, 50, 100, 4_096, whole.count / 2, whole.count - 1] {
      try whole.prefix(length).write(to: place.folder.appendingPathComponent("s.db"))
      for command in ["all", "export", "verify"] {
        let outcome = try place.run(command, "s.db")
        #expect([66, 70].contains(outcome.code), "\(command) of \(length): \(outcome.words)")
        if command != "verify" { _ = try outcome.events }
      }
    }
  }
}
