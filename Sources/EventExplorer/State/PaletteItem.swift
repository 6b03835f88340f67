import TerminalScreen

/// A line of the command palette.
struct PaletteItem: Hashable, Sendable {
  /// What choosing it does.
  enum Deed: Hashable, Sendable {
    /// Does what a key does.
    case perform(ExplorerAction)
    /// Does something with the selected account, as the demo's menu.
    case quick(QuickCommand)
    /// Asks for a value.
    case complete(ValueCommand)
    /// Sets a value.
    case set(ValueCommand, String)
    /// Goes on with what it begins: a filter's term.
    case goOn(ValueCommand)

    /// Whether more is to be typed.
    var isUnfinished: Bool {
      switch self {
      case .complete, .goOn: true
      case .perform, .quick, .set: false
      }
    }
  }

  /// What is typed for it.
  var name: String
  /// The keys that do the same.
  var keys = ""
  /// What it does, in a few words.
  var words: String
  /// Why it has no use here; nil if it has.
  var obstacle: String?
  /// What choosing it does.
  var deed: Deed
}

extension ExplorerState {
  /// The lines that match what was typed, the nearest first.
  func paletteItems(for text: String) -> [PaletteItem] {
    let (name, value) = Self.command(in: text)
    guard let value else { return namedItems(like: name) }
    guard let command = ValueCommand(rawValue: name) else { return [] }
    return valueItems(command, like: value)
  }

  /// What was typed, as a command's name and, after a space, its value.
  static func command(in text: String) -> (name: String, value: String?) {
    let typed = text.drop { $0 == " " }
    let name = typed.prefix { $0 != " " }
    guard name.count < typed.count else { return (name.lowercased(), nil) }
    let value = typed.dropFirst(name.count).drop { $0 == " " }
    return (name.lowercased(), String(value.reversed().drop { $0 == " " }.reversed()))
  }

  /// Every name that the palette knows.
  static var commandNames: [String] {
    ExplorerAction.allCases.map(\.rawValue) + QuickCommand.allCases.map(\.name)
      + namesWithValue
  }

  /// The names of commands that take a value, which no key can give.
  public static var namesWithValue: [String] {
    ValueCommand.allCases.filter { !$0.isAction }.map(\.rawValue)
  }

  private func namedItems(like name: String) -> [PaletteItem] {
    let items =
      ExplorerAction.allCases.map { action in
        PaletteItem(
          name: action.rawValue,
          keys: keys.keys(of: action).map(\.name).joined(separator: " "), words: action.words,
          obstacle: obstacle(to: action), deed: .perform(action))
      }
      + QuickCommand.allCases.map { command in
        PaletteItem(
          name: command.name, keys: "\(keyName(.append)) \(command.rawValue)",
          words: command.words, obstacle: obstacle(to: command), deed: .quick(command))
      }
      + ValueCommand.allCases.filter { !$0.isAction }.map { command in
        PaletteItem(
          name: command.rawValue, keys: value(of: command), words: command.words,
          obstacle: obstacle(to: command), deed: .complete(command))
      }
    guard !name.isEmpty else { return items }
    let ranked = items.compactMap { item in
      Self.rank(of: item, for: name).map { (rank: $0, item: item) }
    }
    return (0..<Self.ranks).flatMap { rank in ranked.filter { $0.rank == rank }.map(\.item) }
  }

  private static let ranks = 6

  /// How well a line fits what was typed: by its whole name, its beginning, a word's beginning, a part, letters
  /// in this order, or a part of what it says; nil: not at all.
  private static func rank(of item: PaletteItem, for typed: String) -> Int? {
    let name = item.name
    if name == typed { return 0 }
    if name.hasPrefix(typed) { return 1 }
    if name.contains("-" + typed) { return 2 }
    if name.contains(typed) { return 3 }
    var rest = name[...]
    let isInOrder = typed.allSatisfy { letter in
      guard let place = rest.firstIndex(of: letter) else { return false }
      rest = rest[rest.index(after: place)...]
      return true
    }
    if isInOrder { return 4 }
    return typed.count > 2 && item.words.lowercased().contains(typed) ? 5 : nil
  }

  private func valueItems(_ command: ValueCommand, like typed: String) -> [PaletteItem] {
    let current = value(of: command)
    var values = suggestions(of: command, like: typed)
    // What was typed stands first, so that Enter means it; without a value the one that it has: Enter
    // changes nothing.
    let first = typed.isEmpty ? current : value(typed, of: command)
    if let first, !first.isEmpty {
      values.removeAll { $0 == first }
      values.insert(first, at: 0)
    }
    return values.map { value in
      PaletteItem(
        name: "\(command.rawValue) \(value)", words: value == current ? "as it is now" : "",
        obstacle: obstacle(to: command),
        deed: value.hasSuffix(":") ? .goOn(command) : .set(command, value))
    }
  }
}
