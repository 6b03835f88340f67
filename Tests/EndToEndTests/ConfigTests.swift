import EventExplorer
import TerminalScreen
import Testing

/// A config file and the key map, in the built program on a real terminal.
@Suite(.serialized) struct ConfigTests {
  @Test func `a file that was named binds keys and sets the demo`() throws {
    let place = try Workplace()
    try place.write(
      "theme = \"light\"\n[keys]\npause = \"F5\"\n[defaults]\nrate = 500\n", to: "mine.toml")
    let terminal = try place.terminal("cqrs --config mine.toml --seed 7; echo ended $?")
    try terminal.wait(for: "F5 pause")
    try terminal.press("F5")
    try terminal.wait(for: "‖ paused")
    try terminal.press("p")
    try terminal.wait(for: "◀ 500 ▶")
    try terminal.press("Escape")
    try terminal.wait(for: "the panel's end") { !$0.contains { $0.contains("Parameters") } }
    try terminal.press("?")
    try terminal.wait(for: "F5               pause and go on")
    try terminal.press("q", "q")
    try terminal.wait(for: "ended 0")
  }

  @Test func `the file at its usual place is read, and nothing is said where there is none`() throws
  {
    let place = try Workplace()
    let made = try place.shell(
      "mkdir -p xdg/cqrs && echo '[keys]\npause = \"F5\"' >xdg/cqrs/config.toml")
    #expect(made.code == 0)
    let terminal = try place.terminal("XDG_CONFIG_HOME=$PWD/xdg cqrs --seed 7; echo ended $?")
    try terminal.wait(for: "F5 pause")
    try terminal.press("q")
    try terminal.wait(for: "ended 0")
    let other = try place.terminal("XDG_CONFIG_HOME=$PWD/none cqrs --seed 7; echo ended $?")
    try other.wait(for: "Space pause")
    try other.press("q")
    try other.wait(for: "ended 0")
  }

  @Test func `a wrong file keeps the explorer from starting`() throws {
    let place = try Workplace()
    try place.write("[keys]\npasue = \"x\"\n[colors]\nbad = \"\u{1b}\"\n", to: "c.toml")
    for command in [["demo"], ["explore", "s.db"], []] {
      let outcome = try place.start(command + ["--config", "c.toml"]).outcome()
      #expect(outcome.code == 65)
      #expect(outcome.words.contains("c.toml:4: error while parsing"))
    }
    try place.write("[keys]\npasue = \"x\"\n[defaults]\nrate = -1\n", to: "c.toml")
    let outcome = try place.run("--config", "c.toml")
    #expect(outcome.code == 65)
    #expect(
      outcome.words == """
        error: c.toml:2: unknown action "pasue": did you mean "pause"?
        error: c.toml:4: rate is a whole number from 0 to 100000, not -1

        """)
    #expect(try place.run("--config", "none.toml").code == 66)
    #expect(try place.run("--config", ".").code == 66)
    #expect(try place.names == ["c.toml"])
  }

  // MARK: Every key

  /// tmux's name of a key.
  private func name(_ key: Key) -> String {
    switch key {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let character): "C-\(character)"
    case .function(let number): "F\(number)"
    case .enter: "Enter"
    case .tab: "Tab"
    case .backTab: "BTab"
    case .escape: "Escape"
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .pageUp: "PPage"
    case .pageDown: "NPage"
    case .home: "Home"
    case .end: "End"
    default: key.name
    }
  }

  /// What is pressed before, so that a key has something to do.
  private func opening(_ action: ExplorerAction) -> [String] {
    switch action {
    case .down, .pageDown, .halfDown, .last: ["g"]
    default: []
    }
  }

  private static func opensPanel(_ action: ExplorerAction) -> Bool {
    [.append, .export, .search, .palette, .help, .parameters].contains(action)
  }

  @Test func `every key of the key map does something, or says why not, on a real terminal`() throws
  {
    let place = try Workplace()
    let terminal = try place.terminal("cqrs --config /dev/null --seed 7 --rate 0; echo ended $?")
    // The clock in the header moves by itself.
    func below(_ rows: [String]) -> ArraySlice<String> { rows.dropFirst() }
    func keyLine(_ rows: [String]) -> String? { rows.last { !$0.isEmpty } }
    try terminal.wait(for: "60 events")
    for binding in KeyMap.standard.bindings {
      // What ends or leaves is pressed by other tests; what is drawn anew looks as before.
      guard ![.leave, .suspend, .redraw, .cancel].contains(binding.action) else { continue }
      // Said by the second press at the latest, and gone with the next key: what is seen then is the answer to
      // all keys so far.
      try terminal.press("1", "1")
      try terminal.wait(for: "this is screen 1")
      try terminal.press("G")
      var before = try terminal.wait(for: "the end, before \(binding.key.name)") { rows in
        rows.contains { $0.contains("global stream, followed") }
          && !rows.contains { $0.contains("this is screen 1") }
      }
      if !opening(binding.action).isEmpty {
        for key in opening(binding.action) { try terminal.press(key) }
        before = try terminal.wait(for: "the start, before \(binding.key.name)") { rows in
          rows.contains { $0.contains("─ global stream ─") }
        }
      }
      try terminal.press(name(binding.key))
      guard Self.opensPanel(binding.action) else {
        try terminal.wait(for: "answer to \(binding.key.name)") { below($0) != below(before) }
        continue
      }
      // What is open has a key line of its own.
      try terminal.wait(for: "answer to \(binding.key.name)") { keyLine($0) != keyLine(before) }
      try terminal.press("Escape")
      try terminal.wait(for: "end of \(binding.key.name)") { keyLine($0) == keyLine(before) }
    }
    try terminal.press("C-l")
    try terminal.press("C-c", "C-c")
    try terminal.wait(for: "ended 0")
  }
}
