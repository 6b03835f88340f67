import Foundation
import Testing

/// The explorer as its user meets it: the built program in a real terminal.
@Suite(.serialized) struct ExplorerTests {
  /// Runs the explorer between two looks at the terminal's settings.
  private func open(
    _ arguments: String, columns: Int = 120, rows: Int = 40,
    prepare: (URL) throws -> Void = { _ in }
  ) throws -> TmuxTerminal {
    try TmuxTerminal(
      "stty -a >before; '\(BuiltProgram.path)' \(arguments); code=$?; stty -a >after; "
        + "cmp before after && echo \"stty same, exit $code\"; read stay",
      columns: columns, rows: rows, prepare: prepare)
  }

  /// Three aggregates, one of them hostile.
  private func plantStore(_ folder: URL) throws {
    try BuiltProgram.run(
      "import", "store.db", "-", in: folder,
      input: """
        {"aggregateId":"alpha","aggregateVersion":1,"eventId":"2FyIfrDWHZuzu6E1oINDnTqSDky","eventVersion":1,"eventType":"ACCOUNT_CREATED","metadata":{"name":"Josh Armitage"}}
        {"aggregateId":"alpha","aggregateVersion":2,"eventId":"2FyIfrDWHZuzu6E1oINDnTqSDkz","eventVersion":1,"eventType":"MONEY_DEPOSITED","metadata":{"amount":1250}}
        {"aggregateId":"wide 漢字","aggregateVersion":1,"eventId":"2FyIfrDWHZuzu6E1oINDnTqSDkx","eventVersion":1,"eventType":"ACCOUNT_CREATED","metadata":{"name":"漢字"}}
        {"aggregateId":"evil\\u001b]0;x\\u0007\\u202e","aggregateVersion":1,"eventId":"2FyIfrDWHZuzu6E1oINDnTqSDkw","eventVersion":1,"eventType":"T","metadata":{}}

        """)
  }

  /// The terminal is as before: settings, cursor, main screen.
  private func expectRestored(_ terminal: TmuxTerminal, exit code: Int) throws {
    try terminal.wait(for: "stty same, exit \(code)")
    #expect(try terminal.fact("cursor_flag") == "1")
    #expect(try terminal.fact("alternate_on") == "0")
    #expect(try terminal.fact("mouse_any_flag") == "0")
    #expect(try terminal.fact("keypad_flag") == "0")
  }

  @Test(arguments: [(120, 40), (80, 24)])
  func `the demo shows events out of order, and q leaves the terminal as it was`(
    columns: Int, rows: Int
  ) throws {
    let terminal = try open("--rate 200 --seed 7", columns: columns, rows: rows)
    try terminal.wait(for: "Live")
    try terminal.wait(for: "Aggregates")
    try terminal.wait(for: "↑")
    try terminal.press("q")
    try expectRestored(terminal, exit: 0)
  }

  @Test(arguments: [(120, 40), (80, 24)])
  func `the demo's two orders are joined by lines, and a step moves an event`(
    columns: Int, rows: Int
  ) throws {
    let terminal = try open("--rate 50 --seed 7", columns: columns, rows: rows)
    try terminal.wait(for: "Live")
    try terminal.press("4")
    try terminal.wait(for: "commits → index")
    try terminal.wait(for: "↑")
    try terminal.wait(for: "writer 4")
    try terminal.press("e")
    try terminal.wait(for: "the index puts it")
    try terminal.press(".")
    try terminal.wait(for: "an event moved by a step") { rows in
      rows.contains { $0.contains("one step: ") && ($0.contains("commit") || $0.contains("shown")) }
    }
    try terminal.press("q", "q")
    try expectRestored(terminal, exit: 0)
  }

  @Test(arguments: ["TERM", "HUP", "INT"])
  func `a signal ends the explorer and leaves the terminal as it was`(signal: String) throws {
    let terminal = try open("--seed 7", columns: 100, rows: 30)
    try terminal.wait(for: "Live")
    try terminal.signalProgram(signal)
    try terminal.wait(for: "stty same")
    #expect(try terminal.fact("cursor_flag") == "1")
    #expect(try terminal.fact("alternate_on") == "0")
  }

  @Test func `hung up on again and again it still leaves nothing beside its store`() throws {
    let place = try Workplace()
    try place.run("append", "s.db", "a", "T")
    for round in 1...5 {
      let terminal = try place.terminal(
        "sh -c 'echo $$ >pid; exec \(BuiltProgram.path) explore s.db --architecture dynamodb-ksuid'; "
          + "echo ended $?")
      try terminal.wait(for: "Live")
      _ = try place.shell("while kill -HUP $(cat pid); do :; done")
      try terminal.wait(for: "ended 129")
      #expect(try place.names == ["pid", "s.db"], "round \(round)")
    }
  }

  @Test func `suspended it gives the terminal back, and goes on`() throws {
    let terminal = try TmuxTerminal("exec bash --norc -i", columns: 100, rows: 30)
    try terminal.type("'\(BuiltProgram.path)' --seed 7")
    try terminal.press("Enter")
    try terminal.wait(for: "Aggregates")
    try terminal.press("C-z")
    try terminal.wait(for: "Stopped")
    #expect(try terminal.fact("cursor_flag") == "1")
    #expect(try terminal.fact("alternate_on") == "0")
    try terminal.type("fg")
    try terminal.press("Enter")
    try terminal.wait(for: "Aggregates")
    try terminal.press("?")
    try terminal.wait(for: "a row up")
    try terminal.press("q", "q")
    try terminal.wait(for: "the shell") { !$0.contains { $0.contains("Aggregates") } }
    #expect(try terminal.fact("alternate_on") == "0")
  }

  @Test func `an editor that is suspended takes the explorer with it, and both go on`() throws {
    let terminal = try TmuxTerminal("exec bash --norc -i", columns: 100, rows: 30) { folder in
      try Data("echo editing; read line; printf '{\"by\":\"%s\"}' $line >$1\n".utf8)
        .write(to: folder.appendingPathComponent("editor"))
    }
    try terminal.type("VISUAL='sh editor' '\(BuiltProgram.path)' --seed 7")
    try terminal.press("Enter")
    try terminal.wait(for: "Aggregates")
    try terminal.press("a", "Enter", "F4")
    try terminal.wait(for: "editing")
    try terminal.press("C-z")
    try terminal.wait(for: "Stopped")
    try terminal.type("fg")
    try terminal.press("Enter")
    try terminal.type("hand")
    try terminal.press("Enter")
    try terminal.wait(for: #"{"by":"hand"}"#)
    try terminal.press("Escape", "C-c", "C-c")
    try terminal.wait(for: "the shell") { !$0.contains { $0.contains("Aggregates") } }
    #expect(try terminal.fact("alternate_on") == "0")
  }

  @Test func `a crash leaves the terminal as it was and says what happened`() throws {
    let terminal = try open("--seed 7", columns: 100, rows: 30)
    try terminal.wait(for: "Live")
    try terminal.signalProgram("SEGV")
    try terminal.wait(for: "stty same")
    #expect(try terminal.fact("cursor_flag") == "1")
    #expect(try terminal.fact("alternate_on") == "0")
  }

  @Test func `a store's aggregates are browsed and an event is appended by keyboard`() throws {
    let terminal = try open("explore store.db", prepare: plantStore)
    try terminal.wait(for: "MONEY_DEPOSITED")
    try terminal.press("2")
    try terminal.wait(for: "wide 漢字")
    try terminal.press("g", "Enter")
    try terminal.wait(for: "Josh Armitage")
    try terminal.press("a")
    try terminal.wait(for: "Append an event")
    try terminal.type("NOTE")
    try terminal.press("Enter", "Enter", "Enter")
    try terminal.wait(for: "This will be stored")
    try terminal.press("Enter")
    try terminal.wait(for: "visible")
    try terminal.press("q", "q", "q")
    try expectRestored(terminal, exit: 0)
  }

  @Test func `control characters in data are made visible`() throws {
    let terminal = try open("explore store.db", prepare: plantStore)
    let rows = try terminal.wait(for: "evil")
    for character in rows.joined().unicodeScalars {
      #expect(character.properties.generalCategory != .control)
      #expect(character.value != 0x202E)
    }
    try terminal.press("q")
    try expectRestored(terminal, exit: 0)
  }

  @Test func `a terminal that shrinks to nothing and grows again keeps its place`() throws {
    let terminal = try open("explore store.db", prepare: plantStore)
    try terminal.press("2")
    let before = try terminal.wait(for: "wide 漢字")
    for size in [(20, 5), (5, 2), (1, 1), (300, 90), (80, 24), (120, 40)] {
      try terminal.resize(columns: size.0, rows: size.1)
    }
    try terminal.wait(for: "the screen as before") { $0 == before }
    try terminal.press("q", "q")
    try expectRestored(terminal, exit: 0)
  }

  @Test func `e in an aggregate says how far its ids go back`() throws {
    let terminal = try open("explore store.db") { folder in
      let ids = ["kB", "kC", "kA", "k9", "kD"]
      let lines = ids.enumerated().map { place, end in
        #"{"aggregateId":"alpha","aggregateVersion":\#(place + 1),"eventId":"2FyIfrDWHZuzu6E1oINDnTqSD\#(end)","eventVersion":1,"eventType":"T","metadata":{}}"#
      }
      try BuiltProgram.run("import", "store.db", in: folder, input: lines.joined(separator: "\n"))
    }
    try terminal.wait(for: "Live")
    try terminal.press("g", "Enter")
    try terminal.wait(for: "STATE at version 1")
    try terminal.press("e")
    try terminal.wait(for: "out of order: 2 places late; 1 of 2")
    try terminal.press("e")
    try terminal.wait(for: "out of order: 3 places late; 2 of 2")
    try terminal.press("q", "q")
    try expectRestored(terminal, exit: 0)
  }

  @Test func `a pipe in place of a terminal is refused with the command to use`() throws {
    let terminal = try open("explore store.db | cat -v; true", prepare: plantStore)
    let rows = try terminal.wait(for: "stty same")
    #expect(rows.joined().contains("cqrs all"))
    #expect(!rows.joined().contains("^["))
  }
}
