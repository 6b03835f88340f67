import EventExplorer
import EventSourcing
import TerminalScreen
import Testing

/// No key is silent: on each screen it does something, or says why it has no use there.
@Suite struct SilentKeyTests {
  /// Where a screen is looked at from: what can't move on at its end moves at its beginning.
  private static let openings: [[Key]] = [
    [], [.up, .up], [.home], [.down], [.left], [.right], [.character("s")],
    [.character("/"), .character("a"), .enter], [.character(" ")],
  ]

  @Test(arguments: 1...6)
  func `no key is silent on a screen`(screen: Int) {
    let store = FixtureStore(events: 90, accounts: 45)
    var start = Explored(store)
    start.press(.up, .up, .character(Character("\(screen)")))
    guard start.hasContent else { return }  // nothing is to be seen there yet
    for key in Set(KeyMap.standard.bindings.map(\.key)) {
      #expect(isHeard(key, from: start), "\(key.name) on screen \(screen)")
    }
  }

  @Test func `no key is silent in an aggregate`() {
    var start = Explored(FixtureStore(events: 90, accounts: 10))
    start.press(.up, .up, .enter)
    for key in Set(KeyMap.standard.bindings.map(\.key)) {
      #expect(isHeard(key, from: start), "\(key.name)")
    }
  }

  private func isHeard(_ key: Key, from start: Explored) -> Bool {
    Self.openings.contains { opening in
      var explored = start
      // Drawing anew takes away what was said before: that it goes is no answer.
      for key in opening + [.control("l")] { explored.press(key) }
      let before = explored
      explored.press(key)
      return explored.frame != before.frame || explored.store.served != before.store.served
    }
  }
}

extension Explored {
  /// Whether something stands between tabs and message.
  fileprivate var hasContent: Bool {
    lines.dropFirst(3).dropLast(3).contains { line in
      line.contains { !" │".contains($0) }
    }
  }
}

extension FixtureStore {
  /// What was done for the terminal and to the live run.
  fileprivate var served: [Int] {
    [terminal.count, status.settings.hashValue]
  }
}
