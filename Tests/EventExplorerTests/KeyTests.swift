import EventExplorer
import EventSourcing
import TerminalScreen
import Testing
import VirtualTime

/// Keys: what the help says works, and no sequence of them breaks anything.
@Suite struct KeyTests {
  @Test(arguments: KeyMap.standard.bindings)
  func `every key of the help does something on some screen`(binding: KeyMap.Binding) {
    let screens: [[Key]] = [
      [], [.up, .up], [.character("2")], [.character("2"), .down, .enter], [.character(":")],
      [.character("/"), .character("a"), .enter], [.character("p")],
    ]
    var hasEffect = false
    for opening in screens {
      var explored = Explored(FixtureStore(events: 90, accounts: 45))
      explored.press(.up)
      for key in opening { explored.press(key) }
      let before = explored.frame
      let terminal = explored.store.terminal.count
      let settings = explored.store.status.settings
      explored.press(binding.key)
      hasEffect =
        hasEffect || explored.frame != before || explored.store.terminal.count != terminal
        || explored.store.status.settings != settings
    }
    #expect(hasEffect, "\(binding.key.name)")
  }

  @Test func `Esc and a key that a slow line brings as one are Esc and the key`() {
    var explored = Explored(FixtureStore(events: 10))
    explored.press(.character(":"))
    explored.type("qu")
    explored.press(.alt("q"))
    #expect(explored.hasQuit)
  }

  @Test func `no key does two things`() {
    let keys = KeyMap.standard.bindings.map(\.key)
    #expect(Set(keys).count == keys.count)
  }

  @Test func `the help names every key`() {
    var explored = Explored(FixtureStore(events: 10), columns: 100, rows: 80)
    explored.press(.character("?"))
    for binding in KeyMap.standard.bindings {
      #expect(explored.text.contains(binding.key.name), "\(binding.key.name)")
      #expect(explored.text.contains(binding.action.words), "\(binding.action)")
    }
  }

  @Test func `what has no use on a screen stands last in the help, with the reason`() throws {
    var explored = Explored(
      FixtureStore(events: 10, hasWriters: false), columns: 100, rows: 80, kind: .readOnly)
    explored.press(.character("?"))
    let lines = explored.lines
    func place(_ words: String) throws -> Int {
      try #require(lines.firstIndex { $0.contains(words) }, "\(words)")
    }
    let reasons = [
      "this store is only looked at": "append an event",
      "nothing moves here": "time runs at twice the speed",
      "s sorts screens 2 and 5": "sort by the column", "q quits": "back to where you came from ",
    ]
    for (reason, words) in reasons {
      #expect(try place(reason) < place(words))
      #expect(try place("at the first screen: quit") < place(reason))
    }
    explored.press(.escape, .character("2"), .character("?"))
    #expect(!explored.text.contains("s sorts screens 2 and 5"))
    #expect(explored.text.contains("disorder shows on screens 1"))
  }

  @Test func `the help is scrolled to its end and no further`() {
    var explored = Explored(FixtureStore(events: 10), columns: 80, rows: 24)
    explored.press(.character("?"), .end)
    let end = explored.lines
    for _ in 0..<5 { explored.press(.down, .pageDown) }
    #expect(explored.lines == end)
    explored.press(.up)
    #expect(explored.lines != end)
  }

  @Test func `what there is nothing for is no key's to offer: an empty store, a search not made`() {
    var explored = Explored(FixtureStore(events: 0, hasWriters: false), kind: .store)
    for screen in ["1", "2"] as [Character] {
      explored.press(.character(screen))
      for word in ["open", "search", "disorder"] {
        #expect(explored.lines.last?.contains(word) == false)
      }
      for key in [.enter, .character("/"), .character("y"), .character("n")] as [Key] {
        explored.press(key)
        #expect(explored.message.contains(screen == "1" ? "no events yet" : "no aggregates yet"))
      }
    }
    var filled = Explored(FixtureStore(events: 10), columns: 100, rows: 80)
    filled.press(.character("?"))
    #expect(filled.text.contains("nothing was searched for yet: / searches"))
    filled.press(.escape, .character("/"), .character("c"), .enter, .character("?"))
    #expect(!filled.text.contains("nothing was searched for"))
  }

  @Test func `n goes on with what was searched for, though e came between`() {
    var explored = Explored(FixtureStore(events: 200))
    explored.press(.character("/"))
    explored.type("account_c")
    explored.press(.enter, .character("e"), .character("n"))
    #expect(explored.message.contains(" of 20"))
    #expect(!explored.message.contains("out of order"))
  }

  @Test(arguments: [30, 20])
  func `a narrow help breaks its lines instead of cutting them`(columns: Int) {
    var explored = Explored(
      FixtureStore(events: 10, hasWriters: false), columns: columns, rows: 8, kind: .readOnly)
    explored.press(.character("?"))
    var seen = ""
    for _ in 0..<300 {
      let inside = explored.lines.filter { $0.hasPrefix("│") }.map { $0.filter { $0 != "│" } }
      if !seen.hasSuffix(inside.joined()) { seen += inside.last ?? "" }
      explored.press(.down)
    }
    let words = seen.split(separator: " ").joined(separator: " ")
    #expect(words.contains("this store is only looked at"))
    #expect(words.contains("a append an event"))
    #expect(!words.contains("…"))
  }

  @Test func `the wheel scrolls the help to its end and no further, which says how far it is`() {
    var explored = Explored(FixtureStore(events: 10), columns: 80, rows: 24)
    explored.press(.character("?"))
    #expect(explored.text.contains("Keys 1–18 / "))
    for _ in 0..<50 {
      explored.take(.mouse(MouseEvent(kind: .wheelDown, column: 10, row: 10)))
    }
    let end = explored.lines
    explored.press(.up)
    #expect(explored.lines != end)
    explored.press(.end)
    #expect(explored.lines == end)
  }

  @Test func `the key line offers no key that has no use`() {
    let store = FixtureStore(events: 10, hasWriters: false)
    var explored = Explored(store, kind: .readOnly)
    let keys = explored.lines.last ?? ""
    #expect(keys.contains("/ search") && keys.contains("q quit"))
    for word in ["append", "pause", "parameters", "pane"] { #expect(!keys.contains(word)) }
    explored.press(.character("2"))
    #expect(explored.lines.last?.contains("q back") == true)
  }

  @Test func `Esc goes back, and never quits`() {
    var explored = Explored(FixtureStore(events: 10))
    explored.press(.character("2"), .escape)
    #expect(explored.text.contains("global stream"))
    explored.press(.escape, .escape)
    #expect(!explored.hasQuit)
    #expect(explored.message.contains("q quits"))
    explored.press(.character("q"))
    #expect(explored.hasQuit)
  }

  @Test func `Esc leads to no screen that was closed, and to none that is there`() {
    var explored = Explored(FixtureStore(events: 60))
    explored.press(.up, .enter, .character("1"), .enter, .escape)
    #expect(explored.text.contains("global stream"))
    #expect(explored.lines.last?.contains("q quit") == true)
    explored.press(.escape)
    #expect(explored.message.contains("q quits"))
    explored.press(.enter, .character("1"), .character("2"), .character("1"), .escape, .escape)
    explored.press(.escape)
    #expect(explored.text.contains("STATE at version"))
    explored.press(.escape)
    #expect(explored.text.contains("global stream"))
    #expect(explored.lines.last?.contains("q quit") == true)
  }

  @Test func `Ctrl-C cancels what is typed, goes back, and twice within a second quits`() {
    var explored = Explored(FixtureStore(events: 10))
    explored.press(.character("/"), .control("c"))
    #expect(!explored.hasQuit)
    explored.press(.character("2"), .control("c"))
    #expect(explored.text.contains("global stream"))
    #expect(!explored.hasQuit)
    explored.press(.character("2"))
    explored.press(.control("c"), .control("c"), after: 400_000)
    #expect(explored.hasQuit)
  }

  @Test func `the live run is changed by keys and in the panel`() {
    var explored = Explored(FixtureStore(events: 10))
    explored.press(.character("]"), .character("}"), .character("-"), .character(" "))
    let settings = explored.store.status.settings
    #expect(settings.eventsPerSecond == 50)
    #expect(settings.shards == 5)
    #expect(settings.speedThousandths == 500)
    #expect(settings.isPaused)
    explored.press(.character("p"), .down, .down, .down, .enter)
    explored.type("1234")
    explored.press(.enter)
    #expect(explored.store.status.settings.clockSkewMilliseconds == 1_234)
    explored.press(.character("9"))
    explored.type("999999999")
    explored.press(.enter)
    #expect(explored.message.contains("from 0 to 3600000"))
    #expect(explored.store.status.settings.clockSkewMilliseconds == 1_234)
  }

  @Test func `the speed is said also while nothing moves`() {
    var explored = Explored(FixtureStore(events: 10))
    explored.press(.character(" "), .character("+"))
    #expect(explored.message.contains("paused at 2.0×"))
  }

  @Test(arguments: [":", "/", "a", "p", "x"] as [Character])
  func `F1 helps over what is typed or chosen, and goes back to it`(opening: Character) {
    var explored = Explored(FixtureStore(events: 10))
    explored.press(.up, .character(opening))
    if opening == "a" { explored.press(.enter) }
    if opening == "p" { explored.press(.enter) }
    explored.press(.character("2"))
    let before = explored.lines
    #expect(before.last?.contains("F1 help") == true)
    let hints = before.last ?? ""
    explored.press(.function(1))
    #expect(explored.text.contains("Keys here") && !explored.text.contains("a row up"))
    // Each key of the key line is told, and how a text is edited.
    for key in ["Enter", "Esc", "Tab", "F4"] where hints.contains(key) {
      #expect(explored.text.contains("│ \(key) "), "\(key)")
    }
    #expect(explored.text.contains("delete the word before the cursor"))
    #expect(explored.text.contains("twice within a second: quit"))
    explored.press(.escape)
    #expect(explored.lines == before)
    explored.press(.function(1), .function(1))
    #expect(explored.lines == before)
  }

  @Test(arguments: ["p", "a"] as [Character])
  func `a panel in which nothing is typed is helped by ? too`(opening: Character) {
    var explored = Explored(FixtureStore(events: 10))
    explored.press(.up, .character(opening))
    let before = explored.lines
    #expect(before.last?.contains("? help") == true)
    explored.press(.character("?"))
    #expect(explored.text.contains(opening == "a" ? "open an account" : "choose a parameter"))
    explored.press(.character("?"))
    #expect(explored.lines == before)
  }

  @Test func `a parameter's value is seen on the smallest terminal`() {
    var explored = Explored(FixtureStore(events: 10), columns: 20, rows: 5)
    explored.press(.character("p"))
    #expect(explored.text.contains("◀ 20 ▶"))
  }

  @Test func `a command is done by its name`() {
    var explored = Explored(FixtureStore(events: 10))
    explored.press(.character(":"))
    explored.type("aggreg")
    explored.press(.enter)
    #expect(explored.text.contains("AGGREGATE▲"))
    explored.press(.character(":"))
    explored.type("nonsense")
    explored.press(.enter)
    #expect(explored.message.contains("no command is called nonsense: did you mean"))
  }

  private static let keys: [Key] =
    KeyMap.standard.bindings.map(\.key)
    + [
      .character("漢"), .character("\u{1b}"), .character("x"), .character("\""), .backspace,
      .delete, .function(4), .function(9), .alt("x"), .insert, .control("w"), .control("a"),
      .control("k"), .home, .end,
    ]

  @Test func `random keys, mouse reports and sizes break nothing`() {
    let seed = TestSeed.value
    var random = SeededRandom(seed: seed)
    var explored = Explored(FixtureStore(events: 150, pending: 40, accounts: 50))
    for _ in 0..<3_000 {
      switch random.below(40) {
      case 0:
        explored.resize(columns: Int(random.below(140)), rows: Int(random.below(50)))
      case 1:
        let kinds: [MouseEvent.Kind] = [.press, .release, .wheelUp, .wheelDown, .other]
        explored.take(
          .mouse(
            MouseEvent(
              kind: kinds[random.index(below: kinds.count)], column: Int(random.below(150)),
              row: Int(random.below(60)))))
      case 2: explored.take(.paste("a\n\u{202e}漢"))
      case 3:
        if let event = explored.store.pending.first { explored.store.show(event) }
        explored.refresh()
      default:
        let key = Self.keys[random.index(below: Self.keys.count)]
        explored.press(key, after: Int64(random.below(3_000_000)))
      }
      let frame = explored.frame
      if let cursor = frame.cursor {
        let isInside = Rect(frame.grid.size).contains(row: cursor.row, column: cursor.column)
        #expect(isInside, "seed \(seed)")
      }
    }
    explored.resize(columns: 120, rows: 40)
    explored.press(.control("c"), .control("c"), after: 100)
    #expect(explored.hasQuit, "seed \(seed)")
  }
}
