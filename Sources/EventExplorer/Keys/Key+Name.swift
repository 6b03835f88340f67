public import TerminalScreen

extension Key {
  /// The key's name as the help shows it.
  public var name: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(" "): "Ctrl-Space"
    case .control(let character): "Ctrl-\(character.uppercased())"
    case .alt(let character): "Alt-\(character)"
    case .function(let number): "F\(number)"
    case .enter: "Enter"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .escape: "Esc"
    case .backspace: "Backspace"
    case .delete: "Del"
    case .insert: "Ins"
    case .up: "↑"
    case .down: "↓"
    case .left: "←"
    case .right: "→"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .home: "Home"
    case .end: "End"
    }
  }

  /// The key of a name, as a config file has it; nil if there is none.
  ///
  /// A single character is that character: `G` is another key than `g`. Of longer names the case is free.
  public init?(named name: String) {
    if let character = name.first, name.count == 1, Self.isTyped(character), !"↑↓←→".contains(name)
    {
      self = .character(character)
    } else if let key = Self.named[name.lowercased()] {
      self = key
    } else if let key = Self.modified(name) {
      self = key
    } else {
      return nil
    }
  }

  /// The names of keys that have one, for whoever wrote another: `Space`, `PgUp`, `Ctrl-A`.
  public static let names: [String] = {
    let plain: [Key] = [
      .character(" "), .enter, .tab, .backTab, .escape, .backspace, .delete, .insert, .pageUp,
      .pageDown, .home, .end,
    ]
    let letters = "abcdefghijklmnopqrstuvwxyz".filter { control(of: $0) != nil }
    return plain.map(\.name) + ["Up", "Down", "Left", "Right"]
      + letters.map { Key.control($0).name } + (1...20).map { Key.function($0).name }
  }()

  /// The key that terminals send for Control and a letter of this one's; nil: one of its own.
  public static func sent(forControl name: String) -> Key? {
    guard let letter = modified(name, isChecked: false), case .control(let character) = letter
    else { return nil }
    return sentForControl[character]
  }

  private static let sentForControl: [Character: Key] = [
    "i": .tab, "m": .enter, "j": .enter, "[": .escape,
  ]

  private static let named: [String: Key] = {
    var named: [String: Key] = [
      "space": .character(" "), "return": .enter, "shift-tab": .backTab, "escape": .escape,
      "delete": .delete, "insert": .insert, "up": .up, "down": .down, "left": .left,
      "right": .right, "page-up": .pageUp, "pageup": .pageUp, "page-down": .pageDown,
      "pagedown": .pageDown,
    ]
    let keys: [Key] = [
      .enter, .tab, .escape, .backspace, .delete, .insert, .up, .down, .left, .right, .pageUp,
      .pageDown, .home, .end,
    ]
    for key in keys + (1...20).map(Key.function) { named[key.name.lowercased()] = key }
    return named
  }()

  private static func modified(_ name: String, isChecked: Bool = true) -> Key? {
    guard let dash = name.firstIndex(where: { "-+".contains($0) }) else { return nil }
    let rest = name[name.index(after: dash)...]
    let isSpace = rest.lowercased() == "space"
    guard let character = isSpace ? " " : rest.first, isSpace || rest.count == 1 else { return nil }
    switch name[..<dash].lowercased() {
    case "alt": return isTyped(character) ? .alt(character) : nil
    case "ctrl", "control":
      guard isChecked else { return .control(Character(character.lowercased())) }
      return control(of: Character(character.lowercased())).map(Key.control)
    default: return nil
    }
  }

  /// What Control and a character come as, if they come as a key of their own.
  private static func control(of character: Character) -> Character? {
    guard sentForControl[character] == nil else { return nil }
    let isLetter = character.isASCII && character.isLowercase
    return isLetter || " \\]^_".contains(character) ? character : nil
  }

  private static func isTyped(_ character: Character) -> Bool {
    guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1 else {
      return false
    }
    return scalar.properties.generalCategory != .control
  }
}
