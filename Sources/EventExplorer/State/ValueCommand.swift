import Architectures
import EventSourcing
import TerminalScreen

/// A command that takes a value: `rate 500`, `theme light`.
///
/// Its raw value is its name in the command palette.
enum ValueCommand: String, CaseIterable, Hashable, Sendable {
  case rate, writers, shards
  case clockSkew = "clock-skew"
  case speed, reader, architecture
  case goTo = "goto"
  case filter, sort, theme

  /// What it does, in a few words.
  var words: String {
    switch self {
    case .rate: "events a second, all writers together"
    case .writers: "background writers"
    case .shards: "index shards for new events"
    case .clockSkew: "how far the writers' clocks are off, in ms"
    case .speed: "how fast time runs: 2 is twice as fast"
    case .reader: "the reader that is looked through"
    case .architecture: "the cloud, opened live with this load"
    case .goTo: "to a place of the whole stream"
    case .filter: "filter the whole stream"
    case .sort: "sort by a column"
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
    case .reader, .architecture, .goTo, .filter, .sort, .theme: nil
    }
  }

  /// Whether an action has the same name: without a value that is meant.
  var isAction: Bool { ExplorerAction(rawValue: rawValue) != nil }

  /// The action whose obstacles are its own.
  var relative: ExplorerAction? {
    switch self {
    case .rate, .writers, .clockSkew, .speed: .parameters
    case .shards: .moreShards
    case .architecture: .step
    case .sort: .sort
    case .reader, .goTo, .filter, .theme: nil
    }
  }

  /// The words that it takes; none: it takes other things.
  var choices: [String] {
    switch self {
    case .reader: ReaderStrategy.allCases.map(\.rawValue)
    case .architecture: ArchitectureName.allCases.map(\.rawValue)
    case .theme: ThemeName.allCases.map(\.rawValue)
    case .rate, .writers, .shards, .clockSkew, .speed, .goTo, .filter, .sort: []
    }
  }

  /// Which values it takes, in words.
  var range: String {
    switch self {
    case .goTo: return "a time, KSUID, cursor, % or row"
    case .filter: return "terms such as type:MONEY !shard:2 is:late"
    case .sort: return "a column of screen 2 or 5"
    default: break
    }
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
