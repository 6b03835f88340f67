import Foundation
import Testing

/// Screen 6 as its user meets it: the built program in a real terminal.
@Suite(.serialized) struct ArchitecturesScreenTests {
  /// The words of a line, whatever stands between them.
  private func words(_ line: some StringProtocol) -> [Substring] {
    Substring(line).split { $0 == " " || $0 == "│" }
  }

  @Test func `the six are run, exported, opened live and come back to`() throws {
    let place = try Workplace()
    let load = ["--writers", "4", "--rate", "50", "--aggregates", "200", "--shards", "4"]
    let wanted = try place.start(["simulate", "--json"] + load).outcome().output
    let table = try place.start(["simulate"] + load).outcome().output
    try place.write("mine", to: "taken.json")
    let terminal = try place.terminal("cqrs --seed 7 --rate 50; echo ended $?")
    try terminal.wait(for: "Live")
    try terminal.press("6")
    try terminal.wait(for: "run all six: 3,000 events due in each")
    try terminal.press("r")
    var shown = try terminal.wait(for: "6 runs done")
    try terminal.press("End")
    shown += try terminal.wait(for: "dynamodb-ksuid  cost per million")
    // The rows of the table that cqrs simulate prints are on the screen, figure by figure.
    let rows = Set(shown.map(words))
    var compared = 0
    for line in table.split(separator: "\n") {
      let figures = words(line)
      guard figures.count >= 7, line.prefix(29).contains("  ") else { continue }
      compared += 1
      #expect(rows.contains(figures), "\(line)")
    }
    #expect(compared >= 25)

    try terminal.press("x", "C-u")
    try terminal.type("taken.json")
    try terminal.press("Enter")
    try terminal.wait(for: "taken.json is there already")
    try terminal.press("C-u")
    try terminal.type("six.json")
    try terminal.press("Enter")
    try terminal.wait(for: "to six.json")
    #expect(try place.read("taken.json") == Data("mine".utf8))
    let lines = wanted.split(separator: "\n").joined(separator: ",\n")
    #expect(try place.read("six.json") == Data("[\n\(lines)\n]\n".utf8))
    try terminal.press("x", "Enter")
    try terminal.wait(for: "to architectures.txt")
    let text = String(decoding: try place.read("architectures.txt"), as: UTF8.self)
    #expect(text.split(separator: "\n").map(words) == table.split(separator: "\n").map(words))

    try terminal.press("Right", "Right", "Enter")
    try terminal.wait(for: "dual-table-lambda live; Esc goes back to the results")
    try terminal.wait(for: "events out of the new demo") { rows in
      rows.first?.contains("dual-table-lambda") == true
        && rows.contains { $0.contains("ACCOUNT_CREATED") }
    }
    try terminal.press("Escape")
    try terminal.wait(for: "architectures: what each did")
    try terminal.press("q")
    try terminal.wait(for: "ended 0")
  }

  @Test func `a long run shows how far it is, and Esc cuts it off`() throws {
    let place = try Workplace()
    let terminal = try place.terminal("cqrs --seed 7 --rate 20; echo ended $?")
    try terminal.wait(for: "Live")
    try terminal.press("6", "Down", "Down", "Down", "Down", "Down", "Down", "Down", "Enter", "C-u")
    try terminal.type("2000")
    try terminal.press("Enter", "Down", "Down", "Enter", "C-u")
    try terminal.type("3600")
    try terminal.press("Enter", "r")
    try terminal.wait(for: "progress") { rows in
      rows.contains { $0.contains("running") && !$0.contains("  0%") && $0.contains("%") }
    }
    try terminal.press("Escape")
    let rows = try terminal.wait(for: "cancelled: ")
    #expect(rows.contains { $0.contains("(partial)") })
    try terminal.press("q", "q")
    try terminal.wait(for: "ended 0")
  }

  @Test func `a store that is left for a demo is closed, and nothing lies beside it`() throws {
    let place = try Workplace()
    try place.run("append", "s.db", "a", "T")
    let terminal = try place.terminal(
      "cqrs explore s.db --architecture dynamodb-ksuid; echo ended $?")
    try terminal.wait(for: "Live")
    try terminal.press("6", "r")
    try terminal.wait(for: "6 runs done")
    try terminal.press("Enter")
    try terminal.wait(for: "Enter again opens a demo of dynamodb-ksuid in the place of this store")
    try terminal.press("Enter")
    try terminal.wait(for: "DEMO seed 1")
    try place.run("append", "s.db", "a", "T")
    try terminal.press("q", "q")
    try terminal.wait(for: "ended 0")
    #expect(try place.names == ["s.db"])
    #expect(try place.run("verify", "s.db").code == 0)
  }
}
