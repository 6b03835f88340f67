import Testing

/// What is appended by keyboard is followed to its end.
@Suite(.serialized) struct FollowingTests {
  @Test(arguments: [(120, 40), (80, 24)])
  func `the demo tells of each reader, and A of all that was appended`(
    columns: Int, rows: Int
  ) throws {
    let terminal = try TmuxTerminal(
      "'\(BuiltProgram.path)' demo --seed 7 --speed 20; read stay", columns: columns, rows: rows)
    try terminal.wait(for: "Live")
    try terminal.press("a", "o")
    try terminal.wait(for: "what came of each reader") { rows in
      rows.contains { $0.contains("visible ") && $0.contains("safe") && !$0.contains("waits") }
    }
    try terminal.press("A")
    try terminal.wait(for: "Appended here")
    try terminal.wait(for: "version 1 ")
    try terminal.wait(for: "overlap       delivered after")
    try terminal.wait(for: "safe-horizon  delivered after ")
    try terminal.press("q", "q")
  }

  @Test func `on a store an event of the form is followed to each reader`() throws {
    let program = "'\(BuiltProgram.path)'"
    let terminal = try TmuxTerminal(
      "\(program) append s.db a T && \(program) explore s.db; read stay", columns: 120, rows: 40)
    try terminal.wait(for: "Live")
    try terminal.press("a")
    try terminal.wait(for: "Append an event")
    // The aggregate is the selected one's.
    for text in ["NOTE", "{}", ""] {
      if !text.isEmpty { try terminal.type(text) }
      try terminal.press("Enter")
    }
    try terminal.wait(for: "This will be stored")
    try terminal.press("Enter")
    try terminal.wait(for: "visible after")
    try terminal.wait(for: "safe-horizon waits: version 2,")
    try terminal.wait(for: "when safe-horizon delivered it") { rows in
      rows.contains { $0.contains(/safe-horizon \d/) }
    }
    try terminal.press("q")
  }
}
