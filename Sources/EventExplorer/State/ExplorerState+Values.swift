import Architectures
import EventSourcing
import TerminalScreen

// What the commands with a value take here, and what they do.
extension ExplorerState {
  /// Why a command has no use here; nil if it has.
  func obstacle(to command: ValueCommand) -> String? {
    command.relative.flatMap(obstacle(to:))
  }

  /// The value that a command would change.
  func value(of command: ValueCommand) -> String {
    if let parameter = command.parameter {
      return command.text(parameter.value(in: status.settings))
    }
    switch command {
    case .reader: return reader.rawValue
    case .architecture: return subject.architecture.rawValue
    case .theme: return theme.rawValue
    case .filter: return browser.filterText
    case .sort: return sortedBy?.rawValue ?? ""
    default: return ""
    }
  }

  /// The values that complete what was typed of a command.
  func suggestions(of command: ValueCommand, like typed: String) -> [String] {
    let all =
      switch command {
      case .goTo:
        ["0%", "25%", "50%", "75%", "100%", "-1m", "-5m", "-1h"]
          + (selectedEvent.map { ["\($0.eventID)"] } ?? [])
      case .filter: filterCompletions(of: typed)
      case .sort: sortColumns.map(\.rawValue)
      default: command.suggestions
      }
    return all.filter { $0.lowercased().hasPrefix(typed.lowercased()) }
  }

  /// What was typed, if the command takes it as it stands.
  func value(_ typed: String, of command: ValueCommand) -> String? {
    switch command {
    case .goTo: goal(typed) == nil ? nil : typed
    case .filter: (try? StreamFilter(typed)) == nil ? nil : typed
    default: command.number(typed).map(command.text)
    }
  }

  /// Why a value can't be taken, in words; nil: it is none of what the command takes.
  func problem(with value: String, of command: ValueCommand) -> String? {
    guard command == .filter else { return nil }
    do {
      _ = try StreamFilter(value)
      return nil
    } catch {
      return error.description
    }
  }

  /// Does what a command says.
  /// - Returns: Whether it takes that value.
  mutating func perform(_ command: ValueCommand, _ value: String) -> Bool {
    if let parameter = command.parameter {
      guard let number = command.number(value) else { return false }
      change { parameter.set(number, in: &$0) }
      return true
    }
    switch command {
    case .goTo:
      guard let goal = goal(value) else { return false }
      // Not to what is selected here, as a key would.
      go(to: .stream)
      ask(.browser(.find(goal, filter: browser.shownFilter)))
    case .filter:
      guard let filter = try? StreamFilter(value) else { return false }
      show(.stream)
      browser.set(filter)
    case .sort:
      guard let column = SortColumn(rawValue: value), sortColumns.contains(column) else {
        return false
      }
      sort(by: column)
    case .architecture:
      guard let architecture = ArchitectureName(rawValue: value) else { return false }
      openArchitecture(architecture)
    case .reader:
      guard let strategy = ReaderStrategy(rawValue: value) else { return false }
      reader = strategy
      say("disorder and the read model are those of the \(strategy.rawValue) reader")
    default:
      guard let name = ThemeName(rawValue: value) else { return false }
      theme = name
      ask(.theme(name))
      say(name == .auto ? "the theme follows the terminal's background" : "the \(value) theme")
    }
    return true
  }
}
