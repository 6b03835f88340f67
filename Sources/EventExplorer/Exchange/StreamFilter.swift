public import EventSourcing

/// Which events of the stream are looked at: terms that are all to hold.
///
/// `type:MONEY aggregate:4a0 shard:2 text:"to savings" is:missed` and words that stand anywhere, as a search
/// finds them; `!` before a term excludes. Of several terms of one kind one is enough, of those that exclude
/// none may hold.
public struct StreamFilter: Hashable, Sendable {
  /// Why a text is no filter.
  public struct Unusable: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, in words.
    public var description: String
  }

  /// What a term looks at.
  public enum Field: String, CaseIterable, Hashable, Sendable {
    /// The beginning of the event's type; its case does not count.
    case type
    /// The beginning of the aggregate's id.
    case aggregate
    /// The index shard's number.
    case shard
    /// The metadata.
    case text
    /// How it came: `late`, out of order; `missed` by the checkpoint reader.
    case `is`
    /// Ids, type and metadata.
    case anywhere = ""
  }

  /// One condition.
  public struct Term: Hashable, Sendable {
    /// What it looks at.
    public var field: Field
    /// Whether it excludes.
    public var isNegated: Bool
    /// What it asks for.
    public var value: String
    /// The pattern of a term that looks for a text.
    let pattern: EventPattern?

    /// The term as it is typed.
    public var text: String {
      let needsQuotes = value.contains(" ") || value.isEmpty
      let shown = needsQuotes ? "\"\(value)\"" : value
      return (isNegated ? "!" : "") + (field == .anywhere ? shown : "\(field.rawValue):\(shown)")
    }
  }

  /// The terms in the order in which they were typed.
  public let terms: [Term]

  /// Whether it lets everything through.
  public var isEmpty: Bool { terms.isEmpty }

  /// Whether it asks how far an event came too late, which takes the events before it to say.
  public var asksForOrder: Bool { terms.contains { $0.field == .is && $0.value == "late" } }

  /// Reads a filter.
  /// - Throws: `Unusable`, with what would be right.
  public init(_ text: String) throws(Unusable) {
    var terms: [Term] = []
    for word in try Self.words(text) { terms.append(try Self.term(word)) }
    self.terms = terms
  }

  /// The words of a text; what stands in double quotes is one word, or part of one.
  private static func words(_ text: String) throws(Unusable) -> [String] {
    var words: [String] = []
    var word = ""
    var (isQuoted, hasWord) = (false, false)
    for character in text {
      switch character {
      case "\"":
        isQuoted.toggle()
        hasWord = true
      case " " where !isQuoted:
        if hasWord { words.append(word) }
        (word, hasWord) = ("", false)
      default:
        word.append(character)
        hasWord = true
      }
    }
    if isQuoted { throw Unusable(description: "a quotation mark \" is missing at the end") }
    if hasWord { words.append(word) }
    return words
  }

  private static func term(_ word: String) throws(Unusable) -> Term {
    let isNegated = word.hasPrefix("!")
    let rest = isNegated ? word.dropFirst() : word[...]
    var (field, value) = (Field.anywhere, String(rest))
    if let colon = rest.firstIndex(of: ":"), !rest.hasPrefix("~") {
      let name = rest[..<colon]
      guard let named = Field(rawValue: name.lowercased()), named != .anywhere else {
        let names = Field.allCases.dropLast().map { "\($0.rawValue):" }.joined(separator: " ")
        throw Unusable(description: "\(name): is none of \(names)")
      }
      (field, value) = (named, String(rest[rest.index(after: colon)...]))
    }
    guard !value.isEmpty else {
      throw Unusable(description: "something is to stand after \(word)")
    }
    var pattern: EventPattern?
    switch field {
    case .shard:
      value = value.uppercased().hasPrefix("EVENT_") ? String(value.dropFirst(6)) : value
      guard let shard = Int(value), shard >= 0 else {
        throw Unusable(description: "shard: takes a number, such as shard:2")
      }
    case .is:
      guard ["late", "missed"].contains(value) else {
        throw Unusable(description: "is: takes late or missed")
      }
    case .text, .anywhere:
      do {
        pattern = try EventPattern(value)
      } catch {
        throw Unusable(description: "\(error)")
      }
    case .type, .aggregate: break
    }
    return Term(field: field, isNegated: isNegated, value: value, pattern: pattern)
  }

  /// Makes what tells whether an event is let through, for one thread.
  public func matcher() -> Matcher {
    var groups: [Field: [Matcher.Condition]] = [:]
    var excluded: [Matcher.Condition] = []
    for term in terms {
      let condition = Matcher.Condition(term)
      if term.isNegated {
        excluded.append(condition)
      } else {
        groups[term.field, default: []].append(condition)
      }
    }
    // What is cheap comes first.
    let ordered = Field.allCases.compactMap { groups[$0] }
    return Matcher(wanted: ordered, excluded: excluded)
  }

  /// Tells whether an event is let through.
  public struct Matcher {
    let wanted: [[Condition]]
    let excluded: [Condition]

    /// Whether an event is let through.
    /// - Parameters:
    ///   - recorded: The event.
    ///   - isMissed: Whether the checkpoint reader had passed it when it became visible.
    ///   - isLate: Whether one before it in the stream has a greater key; is not asked without need.
    /// - Returns: Whether the filter lets it through.
    public func matches(
      _ recorded: RecordedEvent, isMissed: Bool, isLate: () -> Bool
    ) -> Bool {
      for alternatives in wanted
      where !alternatives.contains(where: { $0.holds(recorded, isMissed, isLate) }) {
        return false
      }
      return !excluded.contains { $0.holds(recorded, isMissed, isLate) }
    }

    /// One term, ready to be asked often.
    enum Condition {
      case type([UInt8])
      case aggregate([UInt8])
      case shard(Int)
      case text(EventPattern.Matcher)
      case anywhere(EventPattern.Matcher)
      case missed
      case late

      init(_ term: Term) {
        switch term.field {
        case .type: self = .type(Array(term.value.uppercased().utf8))
        case .aggregate: self = .aggregate(Array(term.value.utf8))
        case .shard: self = .shard(Int(term.value) ?? 0)
        case .is: self = term.value == "missed" ? .missed : .late
        case .text, .anywhere:
          let matcher =
            term.pattern?.matcher()
            ?? EventPattern.Matcher(needle: [], ignoresCase: false, regex: nil)
          self = term.field == .text ? .text(matcher) : .anywhere(matcher)
        }
      }

      func holds(_ recorded: RecordedEvent, _ isMissed: Bool, _ isLate: () -> Bool) -> Bool {
        let event = recorded.event
        switch self {
        case .type(let prefix):
          return event.eventType.bytes.starts(with: prefix) { byte, wanted in
            (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") ? byte & 0xDF : byte) == wanted
          }
        case .aggregate(let prefix): return event.aggregateID.bytes.starts(with: prefix)
        case .shard(let shard): return recorded.shard == shard
        case .text(let matcher): return matcher.matches(event.metadata.bytes)
        case .anywhere(let matcher): return matcher.matches(event)
        case .missed: return isMissed
        case .late: return isLate()
        }
      }
    }
  }
}
