import Foundation
import Testing

/// A store whose file has lost events, in the explorer: what is left is shown, and what tells more is named.
@Suite(.serialized) struct LostEventsTests {
  /// Three accounts; `change` does something to the last event of the second.
  private func open(_ change: String) throws -> TmuxTerminal {
    try TmuxTerminal(
      "'\(BuiltProgram.path)' explore s.db; read stay", columns: 120, rows: 30
    ) { folder in
      let lines = (1...3).flatMap { number in
        [("ACCOUNT_CREATED", #"{"name":"N\#(number)"}"#), ("MONEY_DEPOSITED", #"{"amount":100}"#)]
          .map { type, metadata in
            #"{"aggregateId":"a\#(number)","eventVersion":1,"eventType":"\#(type)","#
              + #""metadata":\#(metadata)}"#
          }
      }
      try Data(lines.joined(separator: "\n").utf8).write(to: folder.appendingPathComponent("in"))
      try BuiltProgram.run("append", "s.db", "--batch", "in", in: folder)
      let sqlite = Process()
      sqlite.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      sqlite.arguments = ["sqlite3", folder.appendingPathComponent("s.db").path, change]
      try sqlite.run()
      sqlite.waitUntilExit()
    }
  }

  @Test(arguments: [
    "DELETE FROM event WHERE position = 4",
    "UPDATE event SET metadata = CAST('{}' AS BLOB) WHERE position = 4",
    "UPDATE event SET metadata = CAST('{}' AS BLOB) WHERE position IN (4, 6)",
  ])
  func `every screen shows the rest`(change: String) throws {
    let terminal = try open(change)
    let told = "cqrs verify s.db tells what is lost"
    try terminal.wait(for: "an event is missing: \(told)")
    try terminal.wait(for: "see cqrs verify")
    for (key, head) in [("3", "VISIBLE"), ("4", "COMMITTED")] {
      try terminal.press(key)
      try terminal.wait(for: "screen \(key)") { rows in
        rows.contains { $0.contains(head) } && rows.contains { $0.contains("missing") }
          && rows.contains { $0.contains("MONEY_DEPOSITED") }
      }
    }
    try terminal.press("5")
    try terminal.wait(for: "the accounts") { rows in
      rows.contains { $0.contains("events missing") } && rows.contains { $0.contains("N1") }
    }
    try terminal.press("2")
    try terminal.wait(for: "the aggregates") { rows in
      ["a1", "a2", "a3"].allSatisfy { id in rows.contains { $0.contains("│ \(id)") } }
        && rows.contains { $0.contains("missing      see cqrs verify") }
    }
    try terminal.type("/a2")
    try terminal.press("Enter")
    try terminal.wait(for: "1 of 1")
    try terminal.press("Down", "Up")
    try terminal.wait(for: "its last event is missing: \(told)")
    try terminal.press("Enter")
    try terminal.wait(for: "this event is missing: \(told)")
    try terminal.wait(for: "STATE at version 1 without 1 lost event")
    try terminal.press("Up")
    try terminal.wait(for: #""name": "N2""#)
    try terminal.press("e")
    try terminal.wait(for: "missing: the store has lost it; 1 of 1")
    try terminal.press("Escape", "1", "g")
    var rows = try terminal.wait(for: "global stream")
    // What else is out of order is chance: ids are drawn.
    while !rows.contains(where: { $0.contains("missing: the store has lost it; ") }) {
      let before = rows
      try terminal.press("e")
      rows = try terminal.wait(for: "the next one") { $0.suffix(3) != before.suffix(3) }
    }
    try terminal.press("q", "q", "q", "q")
  }
}
