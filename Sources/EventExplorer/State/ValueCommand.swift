import EventSourcing
import TerminalScreen

/// A command that takes a value: `rate 500`, `theme light`.
///
/// Its raw value is its name in the command palette.
enum ValueCommand: String, CaseIterable, Hashable, Sendable {
  case rate, writers, shards
  case clockSkew = "clock-skew"
  case speed, reader, theme

  /// What it does, in a few words.
  var words: String {
    switch self {
    case .rate: "events a second, all writers together"
    case .writers: "background writers"
    case .shards: "index shards for new events"
    case .clockSkew: "how far the writers' clocks are off, in ms"
    case .speed: "how fast time runs: 2 is twice as fast"
    case .reader: "the reader that is looked through"
    case .theme: "the colours"
    }
  }

  /// The parameter of the live run that it sets; nil: it sets something else.
  var parameter: ParametersPanel.Parameter? {
    switch self {
    case .rate: .rate
    case .writers: .writers
    case .shards: .shards
    case .clockSkew: .skew
    case .speed: .speed
    case .reader, .theme: nil
    }
  }

  /// The action whose obstacles are its own.
  var relative: ExplorerAction? {
    switch self {
    case .rate, .writers, .clockSkew, .speed: .parameters
    case .shards: .moreShards
    case .reader, .theme: nil
    }
  }

  /// The words that it takes; none: it takes a number.
  var choices: [String] {
    switch self {
    case .reader: ReaderStrategy.allCases.map(\.rawValue)
    case .theme: ThemeName.allCases.map(\.rawValue)
    case .rate, .writers, .shards, .clockSkew, .speed: []
    }
  }

  /// Which values it takes, in words.
  var range: String {
    guard let parameter else {
      return choices.dropLast().joined(separator: ", ") + " or " + (choices.last ?? "")
    }
    let (lowest, highest) = (parameter.range.lowerBound, parameter.range.upperBound)
    guard self == .speed else {
      return "a whole number from \(lowest) to \(Shown.count(Int64(highest)))"
    }
    return "a number from \(Self.speed(lowest)) to \(Self.speed(highest))"
  }

  /// Values to choose among.
  var suggestions: [String] {
    guard let parameter else { return choices }
    var values = [parameter.range.lowerBound]
    while let last = values.last, case let next = parameter.step(last, up: true), next > last,
      parameter.range.contains(next)
    {
      values.append(next)
    }
    return values.map(text)
  }

  /// A parameter's value as it is typed.
  func text(_ value: Int) -> String { self == .speed ? Self.speed(value) : String(value) }

  /// Reads a number; nil if it is none, or outside of the range.
  func number(_ text: String) -> Int? {
    guard let parameter else { return nil }
    let digits = text.filter { $0 != "," }
    let value = self == .speed ? Self.percent(digits) : Int(digits)
    return value.flatMap { parameter.range.contains($0) ? $0 : nil }
  }

  private static func percent(_ text: String) -> Int? {
    let number = text.hasSuffix("×") ? String(text.dropLast()) : text
    guard let speed = Double(number), speed.isFinite, abs(speed) < 1e6 else { return nil }
    return Int((speed * 100).rounded())
  }

  private static func speed(_ percent: Int) -> String {
    let (whole, rest) = percent.quotientAndRemainder(dividingBy: 100)
    guard rest > 0 else { return String(whole) }
    let digits = rest < 10 ? "0\(rest)" : rest % 10 == 0 ? "\(rest / 10)" : "\(rest)"
    return "\(whole).\(digits)"
  }
}

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
    return command == .reader ? reader.rawValue : theme.rawValue
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
