import EventExplorer
import EventSourcing
import TOMLKit
import TerminalScreen

/// Reads a config file: what it sets, and what is wrong with it.
struct ConfigReader {
  /// What it sets.
  var configuration = Configuration()
  /// What is wrong, in the order of lines.
  private(set) var problems: [ConfigProblem] = []
  private var places = EntryPlaces("")

  private static let tables = ["keys", "colors", "defaults", "theme"]

  /// Reads a file's bytes.
  init(_ bytes: [UInt8]) {
    let lines = 1 + bytes.prefix { $0 != 0 }.count { $0 == UInt8(ascii: "\n") }
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
      problems = [ConfigProblem(line: lines, words: "the file is no text in UTF-8")]
      return
    }
    places = EntryPlaces(text)
    do {
      read(try TOMLTable(string: text))
    } catch let error as TOMLParseError {
      let words = error.description.replacing("Error while", with: "error while")
      problems = [ConfigProblem(line: error.source.begin.line, words: words)]
    } catch {
      problems = [ConfigProblem(line: 1, words: "\(error)")]
    }
    problems.sort { $0.line < $1.line }
  }

  /// Notes what is wrong with an entry.
  mutating func note(_ path: [String], _ words: String) {
    problems.append(ConfigProblem(line: places.line(of: path), words: words))
  }

  /// Notes a name that there is not, with the nearest that there is.
  mutating func note(
    _ path: [String], unknown kind: String, _ name: String, among names: some Sequence<String>
  ) {
    let nearest = EditDistance.nearest(to: name, among: names)
    note(path, "unknown \(kind) \(Self.quoted(name)): did you mean \"\(nearest)\"?")
  }

  /// What was written, in a length that a line has room for.
  static func quoted(_ text: String) -> String {
    "\"" + (text.count > 60 ? text.prefix(60) + "…" : text) + "\""
  }

  /// A value as it was written.
  static func shown(_ value: any TOMLValueConvertible) -> String {
    switch value.type {
    case .table: "a table"
    case .array: "a list"
    case .string: quoted(value.string ?? "")
    default: value.debugDescription
    }
  }

  private mutating func read(_ root: TOMLTable) {
    for name in root.keys {
      guard let value = root[name] else { continue }
      switch name {
      case "keys": readTable(value, name) { $0.readKeys($1) }
      case "colors": readTable(value, name) { $0.readColours($1) }
      case "defaults": readTable(value, name) { $0.readDefaults($1) }
      case "theme": readTheme(value)
      default: note([name], unknown: "entry", name, among: Self.tables)
      }
    }
  }

  private mutating func readTable(
    _ value: any TOMLValueConvertible, _ name: String,
    _ body: (inout ConfigReader, TOMLTable) -> Void
  ) {
    guard let table = value.table else {
      return note([name], "\(name) is a table, [\(name)], not \(Self.shown(value))")
    }
    body(&self, table)
  }

  private mutating func readTheme(_ value: any TOMLValueConvertible) {
    let names = ThemeName.allCases.map(\.rawValue)
    guard let text = value.string else {
      return note(
        ["theme"], "theme is one of \(names.joined(separator: ", ")), not \(Self.shown(value))")
    }
    guard let theme = ThemeName(rawValue: text) else {
      return note(["theme"], unknown: "theme", text, among: names)
    }
    configuration.theme = theme
  }

  // MARK: Keys

  /// What nobody can be without: they keep a key at least.
  private static let needed: [ExplorerAction] = [.help, .leave, .cancel]

  private mutating func readKeys(_ table: TOMLTable) {
    var given: Set<ExplorerAction> = []
    for name in table.keys {
      guard let value = table[name] else { continue }
      guard !ExplorerState.namesWithValue.contains(name) else {
        note(["keys", name], "\(name) takes a value: no key gives it one")
        continue
      }
      guard let action = ExplorerAction(rawValue: name) else {
        note(
          ["keys", name], unknown: "action", name,
          among: ExplorerAction.allCases.map(\.rawValue))
        continue
      }
      guard let keys = keys(value, of: name) else { continue }
      if keys.isEmpty, Self.needed.contains(action) {
        note(["keys", name], "\(name) keeps a key at least: there is no way round it")
        continue
      }
      given.insert(action)
      configuration.keys.set(keys, of: action)
    }
    findTwice(given)
  }

  /// The keys of an entry, each once; nil if one is none.
  private mutating func keys(_ value: any TOMLValueConvertible, of name: String) -> [Key]? {
    let texts: [String?] =
      value.array.map { list in (0..<list.count).map { list[$0].string } } ?? [value.string]
    var keys: [Key] = []
    for text in texts {
      guard let text else {
        note(
          ["keys", name], "\(name) is a key or a list of keys, such as \"x\" or [\"x\", \"F5\"]")
        return nil
      }
      guard let key = Key(named: text) else {
        noteUnknownKey(text, of: name)
        return nil
      }
      if !keys.contains(key) { keys.append(key) }
    }
    return keys
  }

  private mutating func noteUnknownKey(_ text: String, of name: String) {
    guard let sent = Key.sent(forControl: text) else {
      return note(["keys", name], unknown: "key", text, among: Key.names)
    }
    note(["keys", name], "terminals send \(sent.name) for \(text): it can't have a use of its own")
  }

  /// Notes keys that do two things, at the entry that came to it.
  private mutating func findTwice(_ given: Set<ExplorerAction>) {
    let byKey = Dictionary(grouping: configuration.keys.bindings, by: \.key)
    for (key, bindings) in byKey where bindings.count > 1 {
      // The one that the file set is the one to be changed; of two, the later.
      let actions = bindings.map(\.action)
      let set = actions.filter(given.contains)
        .sorted {
          places.line(of: ["keys", $0.rawValue]) < places.line(of: ["keys", $1.rawValue])
        }
      guard let own = set.last, let other = actions.first(where: { $0 != own }) else { continue }
      let advice =
        given.contains(other)
        ? ""
        : "; \(other.rawValue) has it by itself: give that another, or none: \(other.rawValue) = []"
      note(
        ["keys", own.rawValue],
        "\"\(key.name)\" is bound to both \(other.rawValue) and \(own.rawValue)\(advice)")
    }
  }

  // MARK: Colours

  private mutating func readColours(_ table: TOMLTable) {
    for name in table.keys {
      guard let value = table[name] else { continue }
      let roles = Style.Role.allCases
      guard let role = roles.first(where: { $0.name == name }) else {
        note(["colors", name], unknown: "role", name, among: roles.map(\.name))
        continue
      }
      guard let text = value.string ?? value.int.map(String.init) else {
        note(
          ["colors", name],
          "\(name) is a look, such as \"bold #d0a000 on 236\", not \(Self.shown(value))")
        continue
      }
      do {
        configuration.colours[role] = try LookText.look(text)
      } catch let problem {
        note(["colors", name], problem.words)
      }
    }
  }
}
