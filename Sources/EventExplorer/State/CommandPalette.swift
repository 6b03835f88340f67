import EventSourcing
import TerminalScreen

/// The line in which a command is given by its name, and those that match.
struct CommandPalette: Hashable, Sendable {
  /// What was typed.
  var field = TextField()
  /// The chosen one of those that match.
  var selected = 0
  /// How far back in the past commands ↑ went; 0: nowhere.
  var recalled = 0

  mutating func set(_ text: String) {
    field.set(text)
    selected = 0
  }
}

extension ExplorerState {
  mutating func handlePalette(_ palette: CommandPalette, _ key: Key) {
    var palette = palette
    let items = paletteItems(for: palette.field.text)
    let item = items.dropFirst(palette.selected).first
    switch key {
    case .escape:
      overlay = nil
      return
    case .enter: return choose(item, palette)
    case .up where palette.selected > 0: palette.selected -= 1
    case .up: recall(&palette, by: 1)
    case .down where palette.recalled > 0 && palette.selected == 0: recall(&palette, by: -1)
    case .down: palette.selected = min(max(0, items.count - 1), palette.selected + 1)
    case .pageUp: palette.selected = max(0, palette.selected - 10)
    case .pageDown: palette.selected = min(max(0, items.count - 1), palette.selected + 10)
    case .tab: complete(&palette, item)
    case .right where palette.field.isAtEnd: complete(&palette, item)
    default:
      let before = palette.field.text
      _ = palette.field.handle(key)
      if palette.field.text != before { (palette.selected, palette.recalled) = (0, 0) }
    }
    overlay = .palette(palette)
  }

  private func complete(_ palette: inout CommandPalette, _ item: PaletteItem?) {
    guard let item else { return }
    let isAsking = if case .complete = item.deed { true } else { false }
    // An action that takes a value too: completed once more it asks for that.
    let takesValue = ValueCommand(rawValue: item.name) != nil && palette.field.text == item.name
    palette.set(item.name + (isAsking || takesValue ? " " : ""))
  }

  /// Goes back in the past commands, or on again.
  private func recall(_ palette: inout CommandPalette, by steps: Int) {
    let place = palette.recalled + steps
    guard place <= pastCommands.count else { return }
    palette.set(place == 0 ? "" : pastCommands[pastCommands.count - place])
    palette.recalled = place
  }

  private mutating func choose(_ item: PaletteItem?, _ palette: CommandPalette) {
    var palette = palette
    guard let item, palette.selected > 0 || isWhole(palette.field.text) else {
      // The palette stays: what is wrong is seldom more than a letter.
      return say(problem(with: palette.field.text), .warning)
    }
    message = nil
    if let obstacle = item.obstacle {
      overlay = nil
      return say(obstacle, .warning)
    }
    if item.deed.isUnfinished {
      complete(&palette, item)
      overlay = .palette(palette)
      return
    }
    overlay = nil
    pastCommands.removeAll { $0 == item.name }
    pastCommands = (pastCommands + [item.name]).suffix(50)
    switch item.deed {
    case .perform(let action): perform(action)
    case .quick(let command): perform(quick: command)
    case .set(let command, let value):
      if !perform(command, value) { say(problem(with: item.name), .warning) }
    case .complete, .goOn: break
    }
  }

  /// Whether Enter does what was typed: a number is not completed to another one.
  private func isWhole(_ text: String) -> Bool {
    let (name, value) = Self.command(in: text)
    guard let value, !value.isEmpty, let command = ValueCommand(rawValue: name),
      command.choices.isEmpty, command != .sort
    else { return true }
    return self.value(value, of: command) != nil
      || command.parameter == nil && !suggestions(of: command, like: value).isEmpty
  }

  /// Why what was typed can't be done.
  private func problem(with text: String) -> String {
    let (name, value) = Self.command(in: text)
    if let value, let command = ValueCommand(rawValue: name) {
      return obstacle(to: command) ?? self.problem(with: value, of: command)
        ?? "\(name) is \(command.range), not \(value.truncated(to: 20))"
    }
    let takesNone = ExplorerAction.allCases.map(\.rawValue) + QuickCommand.allCases.map(\.name)
    if takesNone.contains(name) { return "\(name) takes no value" }
    let nearest = EditDistance.nearest(to: name, among: Self.commandNames)
    return "no command is called \(name.truncated(to: 20)): did you mean \(nearest)?"
  }
}
