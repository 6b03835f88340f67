import Foundation
import Testing

/// `x` as its user meets it: the built program in a real terminal.
@Suite(.serialized) struct ExportScreenTests {
  /// Types the name of a file into the prompt.
  private func export(_ terminal: TmuxTerminal, to name: String) throws {
    try terminal.press("x")
    try terminal.wait(for: "┌─ Export ")
    try terminal.press("C-u")
    try terminal.type(name)
    try terminal.press("Enter")
  }

  private func plant(_ place: Workplace, events: Int) throws {
    try place.write(
      try place.run("sample", "--events", "\(events)", "--accounts", "40").output,
      to: "events.jsonl")
    try place.run("import", "s.db", "events.jsonl")
  }

  @Test func `what each screen stands for is written`() throws {
    let place = try Workplace()
    try plant(place, events: 2_000)
    let all = try place.run("export", "s.db").lines
    let terminal = try place.terminal("HOME=$PWD cqrs explore s.db; echo ended $?")
    try terminal.wait(for: "Live")
    try export(terminal, to: "~/all.jsonl")
    try terminal.wait(for: "wrote 2,000 events, ")
    #expect(try place.read("all.jsonl") == place.read("events.jsonl"))
    #expect(try place.run("import", "copy.db", "all.jsonl").code == 0)
    #expect(try place.run("export", "copy.db").lines == all)

    try terminal.press("3", "f")
    try terminal.type("type:money_d")
    try terminal.press("Enter")
    let wanted = all.filter { $0.contains(#""eventType":"MONEY_D"#) }
    try terminal.wait(for: "\(wanted.count) of 2,000")
    try terminal.press("x")
    try terminal.wait(for: "Export the events that pass the filter")
    try terminal.press("Enter")
    try terminal.wait(for: "wrote \(wanted.count) events, ")
    #expect(
      String(decoding: try place.read("filtered.jsonl"), as: UTF8.self)
        .split(separator: "\n").map(String.init) == wanted)

    try terminal.press("5")
    try terminal.wait(for: "0 of 40 accounts wrong")
    try export(terminal, to: "accounts.jsonl")
    try terminal.wait(for: "wrote 40 accounts, ")
    let compared = try place.run("read-model", "s.db", "--all").lines
    let accounts = String(decoding: try place.read("accounts.jsonl"), as: UTF8.self)
      .split(separator: "\n")
    #expect(accounts.count == compared.count)
    for (account, line) in zip(accounts, compared) {
      let account = try object(account)
      let line = try object(line)
      #expect(account["aggregateId"] as? String == line["aggregateId"] as? String)
      #expect(account["name"] as? String == line["name"] as? String)
      #expect(account["actualCents"] as? Int == line["actual"] as? Int)
      #expect(account["projectedCents"] as? Int == line["projected"] as? Int)
    }
    try terminal.press("q", "q", "q")
    try terminal.wait(for: "ended 0")
  }

  private func object(_ line: some StringProtocol) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
    return try #require(object as? [String: Any])
  }

  @Test func `what can't be written is told, and leaves nothing`() throws {
    let place = try Workplace()
    try plant(place, events: 3_000)
    try place.write("mine", to: "taken.json")
    // A disk that is full after a part of it: no file may grow longer than a megabyte.
    let terminal = try place.terminal(
      "trap '' XFSZ; ulimit -f 1000; cqrs explore s.db; echo ended $?")
    try terminal.wait(for: "Live")
    let names = try place.names
    try export(terminal, to: "taken.json")
    try terminal.wait(for: "taken.json is there already")
    try terminal.press("C-u")
    try terminal.type("nowhere/a.json")
    try terminal.press("Enter")
    try terminal.wait(for: "there is no such folder")
    try terminal.press("C-u")
    try terminal.type("large.json")
    try terminal.press("Enter")
    try terminal.wait(for: "large.json can't be written: File too large")
    try terminal.press("q")
    try terminal.wait(for: "ended 0")
    #expect(
      try place.names.filter { $0.hasPrefix("s.db") == false }
        == names.filter { $0.hasPrefix("s.db") == false })
    #expect(try place.read("taken.json") == Data("mine".utf8))
  }
}
