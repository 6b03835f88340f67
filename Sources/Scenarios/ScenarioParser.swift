import Architectures
import EventSourcing
import Simulation
import VirtualTime

extension Scenario {
  /// Reads a scenario.
  /// - Parameters:
  ///   - bytes: The file's content.
  ///   - file: Its name: messages give it, and what precedes `.scenario` in it is the scenario's name.
  /// - Throws: `InvalidScenario` with the line, and the nearest name to one that there is not.
  public init(utf8 bytes: some Collection<UInt8>, file: String) throws(InvalidScenario) {
    var name = file.split(separator: "/").last.map(String.init) ?? file
    if name.hasSuffix(BuiltInScenarios.ending) { name.removeLast(BuiltInScenarios.ending.count) }
    var parser = ScenarioParser(file: file, name: name)
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      try parser.read(line)
    }
    self = try parser.finish()
  }

  /// Reads a scenario's text.
  /// - Throws: `InvalidScenario`.
  public init(text: String, file: String) throws(InvalidScenario) {
    try self.init(utf8: Array(text.utf8), file: file)
  }
}

/// Reads a scenario line by line.
struct ScenarioParser {
  /// The most characters that a text has: what three lines of a narrow screen hold.
  static let longestText = 228

  private let file: String
  private var scenario: Scenario
  private var options = SimulationOptions()
  private var line = 0
  /// What was given that may be given once.
  private var given: Set<String> = []
  /// Where the text stands that an indented line goes on with.
  private var openText: OpenText?
  /// The line on which the number of index shards was set.
  private var shardsLine: Int?

  private enum OpenText { case title, cue }

  private static let directives = ["title", "architecture", "seed", "set", "at", "expect"]
  private static let verbs = ["set", "caption", "pause", "screen", "end"]
  /// Parameters of the laboratory that a live run does not heed.
  private static let withoutEffect: Set<String> = [
    "duration", "aggregates", "seed", "event.bytes", "read.latency", "sql.read", "ledger.read",
    "fault.lost-answers", "fault.lost-answer-after", "fault.clock-step", "fault.clock-drift",
  ]

  init(file: String, name: String) {
    self.file = file
    scenario = Scenario(name: name)
  }

  // MARK: Lines

  /// Reads the next line.
  mutating func read(_ bytes: some Collection<UInt8>) throws(InvalidScenario) {
    line += 1
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw invalid("this is not UTF-8")
    }
    let content = text.trimmed
    guard !content.isEmpty, !content.hasPrefix("#") else { return }
    if text.first?.isBlank == true, let openText {
      return try goOn(openText, with: content)
    }
    openText = nil
    let (directive, rest) = content.firstWord
    switch directive {
    case "title": try readTitle(rest)
    case "architecture": try readArchitecture(rest)
    case "seed": try readSeed(rest)
    case "set":
      guard scenario.cues.isEmpty else {
        throw invalid("a set without a time stands before the first at")
      }
      try set(rest, at: nil)
    case "at": try readCue(rest)
    case "expect": try readExpectation(rest)
    default:
      throw invalid(Self.unknown("directive", directive, Self.directives))
    }
  }

  /// What was read, if it is whole.
  mutating func finish() throws(InvalidScenario) -> Scenario {
    guard !scenario.title.isEmpty else { throw whole("it has no title: title TEXT") }
    guard case .end? = scenario.cues.last?.action else {
      throw whole("it has no end: at TIME end")
    }
    if let shardsLine, scenario.architecture != .dynamoDBWithKSUIDs {
      line = shardsLine
      throw invalid("\(scenario.architecture.rawValue) has no index shards")
    }
    options.shards = scenario.settings.shards
    if let words = options.contradiction ?? options.cloud.flaw { throw whole(words) }
    scenario.parameters = options.cloud
    return scenario
  }

  // MARK: The head

  private mutating func readTitle(_ text: String) throws(InvalidScenario) {
    try once("title")
    scenario.title = try self.text(text)
    openText = .title
  }

  private mutating func readArchitecture(_ name: String) throws(InvalidScenario) {
    try once("architecture")
    guard let architecture = ArchitectureName(rawValue: name.withoutComment) else {
      throw invalid(
        Self.unknown("architecture", name, ArchitectureName.allCases.map(\.rawValue)))
    }
    scenario.architecture = architecture
  }

  private mutating func readSeed(_ text: String) throws(InvalidScenario) {
    try once("seed")
    guard let seed = UInt64(text.withoutComment) else {
      throw invalid("a seed is a whole number from 0 to \(UInt64.max), not \(Self.shown(text))")
    }
    scenario.seed = seed
  }

  private mutating func once(_ name: String) throws(InvalidScenario) {
    guard scenario.cues.isEmpty else { throw invalid("\(name) stands before the first at") }
    guard given.insert(name).inserted else { throw invalid("\(name) is there already") }
  }

  // MARK: Settings

  private mutating func set(_ text: String, at offset: Int64?) throws(InvalidScenario) {
    // As on the command line, a sign may stand between.
    let text = text.withoutComment
    let end = text.firstIndex { $0 == "=" || $0.isBlank } ?? text.endIndex
    let (name, rest) = (String(text[..<end]), text[end...].trimmed)
    let value = rest.hasPrefix("=") ? rest.dropFirst().trimmed : rest
    guard !name.isEmpty, !value.isEmpty else { throw invalid("NAME VALUE is wanted behind set") }
    let setting = ScenarioSetting(rawValue: name) ?? (name == "crash" ? .crashes : nil)
    if let setting {
      guard let change = setting.change(to: value) else {
        throw invalid("\(name) is \(setting.rangeWords), not \(Self.shown(value))")
      }
      if setting == .shards { shardsLine = shardsLine ?? line }
      if let offset {
        scenario.cues.append(Scenario.Cue(offset: offset, .change(change)))
      } else {
        change.make(in: &scenario.settings)
        if case .crashes(let share) = change { options.cloud.faults.crashes = share }
      }
      return
    }
    let known = SimulationParameter.all.first { $0.name == name || $0.option == name }
    guard let known, !Self.withoutEffect.contains(known.name) else {
      if known != nil { throw invalid("\(name) has no effect on a live run") }
      throw invalid(Self.unknown("parameter", name, Self.parameterNames))
    }
    guard offset == nil else {
      let names = ScenarioSetting.allCases.map(\.rawValue).joined(separator: ", ")
      throw invalid("\(name) is set before the first at alone; later ones are \(names)")
    }
    do throws(InvalidParameter) {
      try known.set(value, in: &options)
    } catch {
      throw invalid("\(error)")
    }
  }

  private static var parameterNames: [String] {
    let all = SimulationParameter.all.filter { !withoutEffect.contains($0.name) }
    return ScenarioSetting.allCases.map(\.rawValue) + all.map(\.name) + all.compactMap(\.option)
  }

  // MARK: Cues

  private mutating func readCue(_ text: String) throws(InvalidScenario) {
    let (time, rest) = text.firstWord
    guard let offset = ScenarioTime.microseconds(time) else {
      throw invalid("a time such as 8s, 500ms or 2m is wanted behind at, not \(Self.shown(time))")
    }
    if let last = scenario.cues.last {
      if case .end = last.action { throw invalid("nothing comes after the end") }
      guard last.offset <= offset else {
        throw invalid("\(time) is earlier than what stands before it: write in the order of time")
      }
    }
    let (verb, argument) = rest.firstWord
    func add(_ action: Scenario.Action) {
      scenario.cues.append(Scenario.Cue(offset: offset, action))
    }
    switch verb {
    case "set": try set(argument, at: offset)
    case "caption":
      add(.caption(try self.text(argument)))
      openText = .cue
    case "pause":
      add(.pause(argument.isEmpty ? nil : try self.text(argument)))
      openText = argument.isEmpty ? nil : .cue
    case "screen":
      guard let number = Int(argument.withoutComment), (1...6).contains(number) else {
        throw invalid("a screen is a number from 1 to 6, not \(Self.shown(argument))")
      }
      add(.screen(number))
    case "end":
      guard argument.withoutComment.isEmpty else { throw invalid("nothing stands behind end") }
      guard offset > 0 else { throw invalid("a scenario takes some time") }
      add(.end)
    default: throw invalid(Self.unknown("action", verb, Self.verbs))
    }
  }

  // MARK: Expectations

  private mutating func readExpectation(_ text: String) throws(InvalidScenario) {
    let (name, rest) = text.withoutComment.firstWord
    guard let figure = ScenarioFigure(rawValue: name) else {
      throw invalid(Self.unknown("figure", name, ScenarioFigure.allCases.map(\.rawValue)))
    }
    let (sign, number) = rest.firstWord
    guard let comparison = ScenarioExpectation.Comparison(rawValue: sign) else {
      let signs = ScenarioExpectation.Comparison.allCases.map(\.rawValue).joined(separator: " ")
      throw invalid("one of \(signs) is wanted behind \(name), not \(Self.shown(sign))")
    }
    let value: Int64? =
      switch figure.unit {
      case .count: Int64(number)
      case .time: ScenarioTime.microseconds(number)
      case .percent: Int64(number.hasSuffix("%") ? String(number.dropLast()) : number)
      }
    guard let value, value >= 0 else {
      let wanted = figure.unit == .time ? "a time such as 1.5s" : "a whole number from 0"
      throw invalid("\(wanted) is wanted behind \(name) \(sign), not \(Self.shown(number))")
    }
    scenario.expectations.append(ScenarioExpectation(figure, comparison, value))
  }

  // MARK: Texts and words

  /// A text, without quotation marks around the whole of it.
  private func text(_ text: String) throws(InvalidScenario) -> String {
    var text = text
    if text.hasPrefix("\""), text.hasSuffix("\""), text.count(where: { $0 == "\"" }) == 2 {
      text = text.dropFirst().dropLast().trimmed
    }
    guard !text.isEmpty else { throw invalid("a text is wanted") }
    guard text.count <= Self.longestText else {
      throw invalid(
        "the text has \(text.count) characters, and \(Self.longestText) at most are shown")
    }
    return text
  }

  /// Goes on with a text on an indented line.
  private mutating func goOn(_ open: OpenText, with more: String) throws(InvalidScenario) {
    switch open {
    case .title: scenario.title = try text(scenario.title + " " + more)
    case .cue:
      guard let last = scenario.cues.popLast() else { return }
      let action: Scenario.Action =
        switch last.action {
        case .caption(let text): .caption(try self.text(text + " " + more))
        case .pause(let text?): .pause(try self.text(text + " " + more))
        default: last.action
        }
      scenario.cues.append(Scenario.Cue(offset: last.offset, action))
    }
  }

  private func invalid(_ words: String) -> InvalidScenario {
    InvalidScenario(file: file, line: line, words: words)
  }

  private func whole(_ words: String) -> InvalidScenario {
    InvalidScenario(file: file, line: nil, words: words)
  }

  /// That something is none of the names that there are, and the nearest.
  private static func unknown(_ what: String, _ word: String, _ names: [String]) -> String {
    let nearest = EditDistance.nearest(to: word, among: names)
    let few = names.count <= 8 ? " (" + names.joined(separator: ", ") + ")" : ""
    return "there is no \(what) \(shown(word)); the nearest is \(nearest)\(few)"
  }

  /// What was given, in a length that a line has room for.
  private static func shown(_ text: String) -> String {
    guard !text.isEmpty else { return "nothing" }
    return text.count > 60 ? text.prefix(60) + "…" : text
  }
}

extension StringProtocol {
  /// The text without the blanks around it.
  fileprivate var trimmed: String {
    var rest = drop(while: \.isBlank)
    while let last = rest.last, last.isBlank { rest.removeLast() }
    return String(rest)
  }

  /// The word that it begins with, and what stands behind that.
  fileprivate var firstWord: (String, String) {
    let word = prefix { !$0.isBlank }
    return (String(word), self[word.endIndex...].trimmed)
  }

  /// What stands before a `#` that follows a blank.
  fileprivate var withoutComment: String {
    var before: Character = " "
    let end = indices.first { index in
      defer { before = self[index] }
      return self[index] == "#" && before.isBlank
    }
    return self[..<(end ?? endIndex)].trimmed
  }
}

extension Character {
  /// Whether it is a space, a tab, or what is left of a line's end.
  fileprivate var isBlank: Bool { self == " " || self == "\t" || self == "\r" }
}
