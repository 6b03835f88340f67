import EventExplorer
import TerminalScreen
import VirtualTime

/// What somebody without sense does at a terminal: keys, pastes and the mouse, as a seed has it.
struct FuzzInputs {
  /// What is about to be typed to its end: without that nobody gets far in a form.
  private var script: [TerminalInput] = []
  /// Whether something is being typed to its end.
  var isTyping: Bool { !script.isEmpty }

  private static let named: [Key] =
    [
      .enter, .tab, .backTab, .escape, .backspace, .delete, .insert, .up, .down, .left, .right,
      .pageUp, .pageDown, .home, .end, .alt("x"), .alt("["), .control(" "),
    ] + (1...12).map(Key.function) + "abdefhklnpuvwxyz".map(Key.control)

  private static let bound = KeyMap.standard.bindings.map(\.key)

  private static let lines = [
    "/money\n", "/MISSING\n", "/~[\n", "/~(a|b)*c\n", "/漢\n", ":", ":rate 500\n", ":shards 64\n",
    ":speed 0.1\n", ":theme light\n", ":reader overlap\n", ":quit\n", ":summary\n", ":clear\t\n",
    "3f", "3ftype:money \n", "3f!is:late text:\"a b\"\n", "3fshard:9999999999999999999\n",
    "3t50%\n",
    "3t-5m\n", "3t-999999d\n", "3t99999999999999999999\n", "3t9223372036854775807\n",
    "3t18:04:17\n",
    "3t9999-12-31\n", "a\n", "ao", "ad", "aw", "at", "2s", "2ls", "5s", "5\n\n", "5s\n", "5g\n\n",
    "5c", "5R", "6r",
    "6\n",
    "6 \t\n", "6x\n", "6xout.json\n", "p\n250000\n", "p]", "eee", "EEE", "nnn", "NNN", "...", "   ",
    "++", "--", "A", "4\t", "4\t\t", "ad\u{1B}A",
  ]

  mutating func next(_ random: inout SeededRandom, size: TerminalSize) -> TerminalInput {
    if !script.isEmpty { return script.removeFirst() }
    switch random.index(below: 100) {
    case ..<35: return .key(Self.bound[random.index(below: Self.bound.count)])
    case ..<60: return .key(Self.named[random.index(below: Self.named.count)])
    case ..<68:
      let text = FuzzText.text(&random, pieces: 1)
      return .key(.character(text.randomElement(using: &random) ?? "q"))
    case ..<72:
      return .key(.character(Character(Unicode.Scalar(UInt8(32 + random.index(below: 95))))))
    case ..<82:
      script = keys(Self.lines[random.index(below: Self.lines.count)])
      return .key(.escape)
    case ..<83:
      script = form(&random)
      return .key(.escape)
    case ..<87:
      let isLong = random.index(below: 20) == 0
      return .paste(isLong ? FuzzText.json(&random) : FuzzText.text(&random, pieces: 6))
    case ..<88: return .focus(random.index(below: 2) == 0)
    default: return .mouse(click(&random, size))
    }
  }

  /// The whole form, up to what comes of it.
  ///
  /// Nobody knows here which field is the active one: a JSON object may stand in all but the last, to which
  /// Enter comes back at the end.
  private func form(_ random: inout SeededRandom) -> [TerminalInput] {
    let isAnother = random.index(below: 3) == 0
    let fields = (0..<4).flatMap { _ -> [TerminalInput] in
      let text = FuzzText.object(&random)
      return [.key(.control("u")), .paste(text), .key(.tab)]
    }
    let review = keys("\n\n\n\n") + [.key(.control("u"))] + keys("\n")
    let rest = isAnother ? keys("+OTHER\n") + [.paste(FuzzText.object(&random))] + keys("\n") : []
    let ends = ["\n", "\n\n", "\n\nA", "\n\u{1B}A", "+\u{1B}", ""]
    return keys("a\n") + fields + review + rest + keys(ends[random.index(below: ends.count)])
  }

  private func keys(_ text: String) -> [TerminalInput] {
    text.map { character in
      switch character {
      case "\n": .key(.enter)
      case "\t": .key(.tab)
      case "\u{1B}": .key(.escape)
      default: .key(.character(character))
      }
    }
  }

  private func click(_ random: inout SeededRandom, _ size: TerminalSize) -> MouseEvent {
    let kinds: [MouseEvent.Kind] = [.press, .press, .release, .wheelUp, .wheelDown, .other]
    let isFar = random.index(below: 20) == 0
    return MouseEvent(
      kind: kinds[random.index(below: kinds.count)],
      column: isFar ? 9_999 : random.index(below: max(1, size.columns)),
      row: isFar ? 9_999 : random.index(below: max(1, size.rows)))
  }
}
