import Foundation
import Testing

/// What is done for a store's good: `info`, `backup` and `compact`.
@Suite struct CareTests {
  private func filled() throws -> Workplace {
    let place = try Workplace()
    for _ in 0..<3 { try place.run("append", "s.db", "a", "T") }
    return place
  }

  @Test func `info tells what a store holds, in lines or as an object`() throws {
    let place = try filled()
    let lines = try place.run("info", "s.db").lines
    #expect(lines.starts(with: ["schema: 2", "events: 3", "aggregates: 1"]))
    #expect(lines.contains("architecture: none: one order, that of commits"))
    let text = try place.run("info", "s.db", "--json").output
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    #expect(object?["events"] as? Int == 3)
    #expect(object?["fileBytes"] as? Int ?? 0 > 0)
    #expect(try place.run("info", "none.db").code == 66)
  }

  @Test func `a backup has what the store has, and is never written over`() throws {
    let place = try filled()
    let outcome = try place.run("backup", "s.db", "copy.db")
    #expect(outcome.code == 0 && outcome.words.contains("3 events copied to copy.db"))
    #expect(try place.names == ["copy.db", "s.db"])
    let exported = try place.run("export", "s.db").output
    #expect(try place.run("export", "copy.db").output == exported)
    let copy = try place.read("copy.db")
    let again = try place.run("backup", "s.db", "copy.db")
    #expect(again.code == 74 && again.words.contains("copy.db is there already"))
    #expect(try place.read("copy.db") == copy)
    #expect(try place.run("backup", "none.db", "x.db").code == 66)
    #expect(try place.run("backup", "s.db", "none/x.db").code == 74)
    #expect(try place.names == ["copy.db", "s.db"])
  }

  @Test func `a compacted store is whole, and nothing lies beside it`() throws {
    let place = try filled()
    let exported = try place.run("export", "s.db").output
    let outcome = try place.run("compact", "s.db")
    #expect(outcome.code == 0 && outcome.words.contains("bytes before"))
    #expect(try place.run("verify", "s.db").code == 0)
    #expect(try place.run("export", "s.db").output == exported)
    #expect(try place.names == ["s.db"])
    #expect(try place.run("compact", "none.db").code == 66)
  }
}
