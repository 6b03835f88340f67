import EventExplorer
import EventSourcing
import Foundation
import TerminalScreen
import Testing

/// Keys that a user has bound otherwise: they work, and nothing names another one.
@Suite struct RebindingTests {
  private func explored(
    _ keys: [ExplorerAction: [Key]], columns: Int = 120, rows: Int = 40
  ) -> Explored {
    var preferences = ExplorerPreferences()
    for (action, keys) in keys { preferences.keys.set(keys, of: action) }
    return Explored(
      FixtureStore(events: 90), columns: columns, rows: rows, preferences: preferences)
  }

  @Test func `a bound key works, stands in key line and help, and the old one does nothing`() {
    var explored = explored([.pause: [.function(5)]], rows: 80)
    #expect(explored.lines.last?.contains("F5 pause") == true)
    explored.press(.character(" "))
    #expect(!explored.store.status.settings.isPaused)
    explored.press(.function(5))
    #expect(explored.store.status.settings.isPaused)
    explored.press(.character("?"))
    #expect(explored.text.contains("F5               pause and go on"))
  }

  @Test func `messages name the key that does it, or the command where none does`() {
    var explored = explored([
      .search: [.control("f")], .leave: [.character("Q")], .mouse: [], .pause: [.function(5)],
    ])
    explored.press(.character("n"))
    #expect(explored.message.contains("nothing was searched for yet: Ctrl-F searches"))
    explored.press(.escape)
    #expect(explored.message.contains("this is the first screen: Q quits"))
    explored.press(.character("."))
    #expect(explored.message.contains("F5 goes on"))
    explored.press(.character(":"))
    explored.type("mouse")
    explored.press(.enter)
    #expect(explored.message.contains("the mouse is the terminal's: :mouse takes it back"))
  }

  @Test func `a letter bound to cancelling is text where text is typed`() {
    var explored = explored([.cancel: [.character("z")], .redraw: [.character("w")]])
    explored.press(.character("/"))
    explored.type("zwz")
    #expect(explored.message.hasPrefix("/zwz"))
    explored.press(.escape, .character("2"), .character("z"))
    #expect(explored.text.contains("global stream"))
  }

  @Test func `a key with Alt that is bound is no Esc and a key`() {
    var explored = explored([.pause: [.alt("q")]])
    explored.press(.character("2"), .alt("q"))
    #expect(!explored.hasQuit)
    #expect(explored.store.status.settings.isPaused)
  }

  @Test func `arrows, Enter and Esc move in panels whatever they are bound to`() {
    var explored = explored([
      .up: [.character("i")], .down: [.character("u")], .back: [], .right: [.character("o")],
    ])
    explored.press(.character("p"), .down, .right)
    #expect(explored.store.status.settings.writers == 8)
    explored.press(.escape)
    #expect(!explored.text.contains("Parameters"))
    explored.press(.character("?"), .down, .escape)
    #expect(!explored.text.contains("─ Keys"))
  }

  @Test
  func `:keys lists every action by its name, those without a key too, and the roles of colours`() {
    var explored = explored([.export: []], columns: 120, rows: 140)
    explored.press(.character(":"))
    explored.type("keys")
    explored.press(.enter)
    for action in ExplorerAction.allCases {
      let line = " \(action.rawValue.padding(toLength: 18, withPad: " ", startingAt: 0))"
      #expect(explored.text.contains(line + action.words))
    }
    #expect(explored.text.contains("–                export"))
    for role in Style.Role.allCases { #expect(explored.text.contains(" \(role.name) ")) }
    explored.press(.escape)
    #expect(!explored.text.contains("─ Actions"))
  }

  @Test(arguments: KeyMap.standard.bindings.map(\.key))
  func `a key is found by the name that it is shown with`(key: Key) {
    #expect(Key(named: key.name) == key)
  }

  @Test(
    arguments: [
      ("ctrl-D", .control("d")), ("Control+d", .control("d")), ("pgup", .pageUp),
      ("f12", .function(12)),
      ("SPACE", .character(" ")), ("g", .character("g")), ("G", .character("G")), ("Up", .up),
      ("alt-X", .alt("X")), ("Return", .enter), ("Escape", .escape), ("shift-tab", .backTab),
      ("-", .character("-")), ("+", .character("+")), ("é", .character("é")),
    ] as [(String, Key)])
  func `a name's case is free, a character's is not`(name: String, key: Key) {
    #expect(Key(named: name) == key)
  }

  @Test(arguments: ["", "Spce", "Ctrl-", "Ctrl-I", "ctrl-m", "F0", "F99", "gg", "\u{7}", "Hyper-x"])
  func `what no terminal sends is no key`(name: String) {
    #expect(Key(named: name) == nil)
  }
}
