import EventExplorer
import TerminalScreen
import Testing

/// Every key of the key map, as a terminal sends it to the program.
@Suite(.serialized) struct EveryKeyTests {
  /// Keys, by tmux's names, one after another, and what the screen shows after them; nil: anything other
  /// than before.
  private typealias Step = (keys: [String], shows: String?)

  /// One way through a paused demo.
  private static let walk: [Step] = [
    (["Space"], "paused"), (["."], nil), (["+"], "at 2.0×"), (["-"], "at 1.0×"), (["="], "at 2.0×"),
    (["]"], nil), (["["], nil), (["}"], "×5 shards"), (["{"], "×4 shards"),
    (["p"], "Parameters"), (["Escape"], nil), (["?"], " Keys "), (["Escape"], nil),
    (["F1"], " Keys "), (["Escape"], nil), ([":"], "Command"), (["C-c"], nil),
    (["g"], nil), (["j"], nil), (["Down"], nil), (["NPage"], nil), (["C-d"], nil),
    (["G"], nil), (["k"], nil), (["Up"], nil), (["b"], nil), (["PPage"], nil),
    (["C-u"], nil), (["Home"], nil), (["End"], nil), (["e"], nil), (["E"], nil),
    (["Tab"], "both panes"), (["y"], "copied"), (["BTab"], "both panes"),
    (["M"], "the mouse is the terminal's"), (["a"], "Append"), (["Escape"], nil),
    (["A"], "nothing was appended"), (["/", "M"], "/M"), (["Enter"], nil), (["n"], nil),
    (["N"], nil), (["x"], "Export"), (["Escape"], nil), (["2"], "AGGREGATE▲"),
    (["l", "s"], "no index sorts"), (["Right", "s"], "VERSION▼"),
    (["Left", "s"], "no index sorts"),
    (["h", "s"], "AGGREGATE▲"), (["Enter"], nil), (["q"], nil), (["3"], "VISIBLE"),
    (["f", "M"], nil), (["Enter"], nil), (["F"], nil), (["t"], nil), (["Escape"], nil),
    (["4"], "COMMIT"), (["c"], nil), (["5"], "accounts"), (["R"], nil), (["6"], "run all six"),
    (["r"], nil), (["1"], "global stream"),
  ]

  /// What shows nothing of its own: it is tried where what it does is looked at.
  private static let elsewhere: Set = ["C-l", "C-z"]

  @Test func `every key of the key map does something on a terminal`() throws {
    let walked = Set(Self.walk.flatMap(\.keys))
    #expect(Set(KeyMap.standard.bindings.map(\.key.tmuxName)).subtracting(walked) == Self.elsewhere)
    let terminal = try TmuxTerminal(
      "'\(BuiltProgram.path)' --seed 7 --rate 200; read stay", columns: 120, rows: 40)
    try terminal.wait(for: "events enough to go through") { rows in
      rows.contains { $0.contains(/\d,\d{3} events/) }
    }
    for (keys, shows) in Self.walk {
      let before = try terminal.screen().dropFirst()
      for key in keys { try terminal.press(key) }
      try terminal.wait(for: "\(shows ?? "change") after \(keys)") { rows in
        rows.dropFirst() != before
          && (shows.map { text in rows.contains { $0.contains(text) } } ?? true)
      }
    }
  }
}

extension Key {
  /// What tmux calls it.
  fileprivate var tmuxName: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let character): "C-\(character)"
    case .alt(let character): "M-\(character)"
    case .function(let number): "F\(number)"
    case .enter: "Enter"
    case .tab: "Tab"
    case .backTab: "BTab"
    case .escape: "Escape"
    case .backspace: "BSpace"
    case .delete: "DC"
    case .insert: "IC"
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .pageUp: "PPage"
    case .pageDown: "NPage"
    case .home: "Home"
    case .end: "End"
    }
  }
}
