/// A control sequence that a terminal sent: `ESC [`, its body, a final byte.
struct ControlSequence: Hashable, Sendable {
  private let prefix: UInt8?
  private let parameters: [Int]
  private let final: UInt8

  /// Takes a body apart; nothing if it has intermediates, which no key has.
  init?(body: [UInt8], final: UInt8) {
    guard body.allSatisfy({ $0 >= 0x30 }) else { return nil }
    prefix = body.first.flatMap { $0 >= 0x3C ? $0 : nil }
    parameters = body.dropFirst(prefix == nil ? 0 : 1)
      .split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      .map { field in
        field.prefix { (0x30..<0x3A).contains($0) }.prefix(7).reduce(0) { $0 * 10 + Int($1 & 15) }
      }
    self.final = final
  }

  /// Whether a paste begins with it.
  var isPasteStart: Bool {
    prefix == nil && final == UInt8(ascii: "~") && parameters == [200]
  }

  /// What it stands for; nothing for answers to queries and for what is unknown.
  var meaning: TerminalInput? {
    switch (prefix, Unicode.Scalar(final)) {
    case (UInt8(ascii: "<"), "M"), (UInt8(ascii: "<"), "m"): mouse
    case (nil, "I") where parameters == [0]: .focus(true)
    case (nil, "O") where parameters == [0]: .focus(false)
    case (nil, "R") where parameters.count > 1: nil  // where the cursor is, not F3
    case (nil, "u"): spelt(code: parameters[0], modifiers: parameters.dropFirst().first)
    case (nil, "~") where parameters[0] == 27 && parameters.count == 3:
      spelt(code: parameters[2], modifiers: parameters[1])
    case (nil, "~"), (nil, "^"), (nil, "$"), (nil, "@"):
      ControlSequence.numberedKeys[parameters[0]].map(TerminalInput.key)
    case (nil, _): ControlSequence.finalKeys[final].map(TerminalInput.key)
    default: nil
    }
  }

  private var mouse: TerminalInput? {
    guard parameters.count == 3 else { return nil }
    return .mouse(
      MouseEvent(
        button: parameters[0], isRelease: final == UInt8(ascii: "m"), column: parameters[1],
        row: parameters[2]))
  }

  /// A key spelt out as a code and modifiers: 1 and the sum of Shift 1, Alt 2, Control 4.
  private func spelt(code: Int, modifiers: Int?) -> TerminalInput? {
    let pressed = max(0, (modifiers ?? 1) - 1)
    switch code {
    case 8, 127: return .key(.backspace)
    case 9: return .key(pressed & 1 == 0 ? .tab : .backTab)
    case 13: return .key(.enter)
    case 27: return .key(.escape)
    default:
      guard code >= 32, let scalar = Unicode.Scalar(UInt32(code)),
        ![.control, .privateUse].contains(scalar.properties.generalCategory)
      else { return nil }
      let character = Character(scalar)
      if pressed & 4 != 0 { return .key(.control(character)) }
      return .key(pressed & 2 != 0 ? .alt(character) : .character(character))
    }
  }

  /// Keys that are told by a number before `~` (or rxvt's `^`, `$`, `@`).
  static let numberedKeys: [Int: Key] = [
    1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
    11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5),
    17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10),
    23: .function(11), 24: .function(12), 25: .function(13), 26: .function(14),
    28: .function(15), 29: .function(16), 31: .function(17), 32: .function(18),
    33: .function(19), 34: .function(20),
  ]

  /// Keys that are told by the final byte after `ESC [`.
  static let finalKeys: [UInt8: Key] = [
    UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right,
    UInt8(ascii: "D"): .left, UInt8(ascii: "F"): .end, UInt8(ascii: "H"): .home,
    UInt8(ascii: "P"): .function(1), UInt8(ascii: "Q"): .function(2),
    UInt8(ascii: "R"): .function(3), UInt8(ascii: "S"): .function(4),
    UInt8(ascii: "Z"): .backTab,
    UInt8(ascii: "a"): .up, UInt8(ascii: "b"): .down, UInt8(ascii: "c"): .right,
    UInt8(ascii: "d"): .left,
  ]

  /// Keys that are told by the byte after `ESC O`: arrows and keypad in application mode, F1 to F4.
  static let singleShiftKeys: [UInt8: Key] = [
    UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right,
    UInt8(ascii: "D"): .left, UInt8(ascii: "F"): .end, UInt8(ascii: "H"): .home,
    UInt8(ascii: "P"): .function(1), UInt8(ascii: "Q"): .function(2),
    UInt8(ascii: "R"): .function(3), UInt8(ascii: "S"): .function(4),
    UInt8(ascii: "a"): .up, UInt8(ascii: "b"): .down, UInt8(ascii: "c"): .right,
    UInt8(ascii: "d"): .left,
    UInt8(ascii: "I"): .tab, UInt8(ascii: "M"): .enter, UInt8(ascii: "X"): .character("="),
    UInt8(ascii: "j"): .character("*"), UInt8(ascii: "k"): .character("+"),
    UInt8(ascii: "l"): .character(","), UInt8(ascii: "m"): .character("-"),
    UInt8(ascii: "n"): .character("."), UInt8(ascii: "o"): .character("/"),
    UInt8(ascii: "p"): .character("0"), UInt8(ascii: "q"): .character("1"),
    UInt8(ascii: "r"): .character("2"), UInt8(ascii: "s"): .character("3"),
    UInt8(ascii: "t"): .character("4"), UInt8(ascii: "u"): .character("5"),
    UInt8(ascii: "v"): .character("6"), UInt8(ascii: "w"): .character("7"),
    UInt8(ascii: "x"): .character("8"), UInt8(ascii: "y"): .character("9"),
  ]
}
