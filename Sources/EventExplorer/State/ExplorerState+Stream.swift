import EventSourcing
import TerminalScreen
import VirtualTime

// What screen 3 adds to the explorer: filters, and going to a place.
extension ExplorerState {
  mutating func take(_ answer: BrowserAnswer) {
    switch answer {
    case .rows(let filter, let first, let rows):
      browser.receive(rows, first: first, filter: filter)
      for case let row? in rows { learn(row.recorded.event.eventType) }
      if rows.contains(nil) { tellOfLoss() }
    case .progress(let progress):
      if let goal = browser.receive(progress) {
        ask(.browser(.find(goal, filter: browser.shownFilter)))
      }
    case .histogram(let histogram, let filter):
      browser.receive(histogram, filter: filter)
    case .found(let row?, let filter, _):
      browser.reveal(row, filter: filter)
    case .found(nil, _, let problem):
      say(problem, .warning)
    }
  }

  // MARK: Filters

  mutating func beginFilter() {
    let text = browser.filterText
    let field = TextField(text.isEmpty ? "" : text + " ")
    overlay = .filter(LineInput(field: field, before: browser.filter))
  }

  mutating func switchFilters() {
    guard browser.filter != nil else {
      return say("there is no filter: \(keyName(.filter)) sets one")
    }
    browser.switchFilter()
    say(browser.isOn ? "the filter is on" : "the filter is off: all events are shown")
  }

  mutating func clearFilters() {
    guard browser.filter != nil else { return say("there is no filter") }
    browser.set(nil)
    say("the filter is gone")
  }

  /// Takes a key of the filter's line: what is typed is looked for while it is typed.
  mutating func handleFilter(_ input: LineInput, _ key: Key) {
    var input = input
    switch key {
    case .escape:
      overlay = nil
      return browser.set(input.before)
    case .enter:
      guard input.problem == nil else { return }
      overlay = nil
      // The same filter goes on where it was stopped.
      return browser.set(browser.filter)
    case .tab:
      guard let completion = completion(of: input.field.text) else { return }
      input.field.set(completion)
    default:
      guard input.field.handle(key) else { return }
    }
    applyFilter(&input)
    overlay = .filter(input)
  }

  mutating func pasteIntoFilter(_ input: LineInput, _ text: String) {
    var input = input
    let hasRoom = input.field.paste(text)
    applyFilter(&input)
    if !hasRoom { input.problem = noRoom(for: text) }
    overlay = .filter(input)
  }

  private mutating func applyFilter(_ input: inout LineInput) {
    do {
      browser.set(try StreamFilter(input.field.text))
      input.problem = nil
    } catch {
      input.problem = error.description
    }
  }

  /// The last word of a filter, completed: the name of a term, or a type that was seen.
  private func completion(of text: String) -> String? { filterCompletions(of: text).first }

  /// A filter with its last word completed in every way that there is.
  func filterCompletions(of text: String) -> [String] {
    let start = text.lastIndex(of: " ").map { text.index(after: $0) } ?? text.startIndex
    let isNegated = text[start...].hasPrefix("!")
    let word = text[start...].dropFirst(isNegated ? 1 : 0)
    let candidates =
      StreamFilter.Field.allCases.dropLast().map { "\($0.rawValue):" } + ["is:late", "is:missed"]
      + (subject.hasShards ? status.parts.map { "shard:\($0.number)" } : [])
      + knownTypes.map { "type:\($0)" }.sorted()
      + (selectedAggregate.map { ["aggregate:\($0)"] } ?? [])
    return candidates.filter {
      $0.count > word.count && $0.lowercased().hasPrefix(word.lowercased())
    }.map { text[..<start] + (isNegated ? "!" : "") + $0 }
  }

  // MARK: Going to a place

  mutating func beginGoTo() {
    overlay = .goTo(LineInput())
  }

  mutating func handleGoTo(_ input: LineInput, _ key: Key) {
    var input = input
    switch key {
    case .escape: overlay = nil
    case .enter:
      guard let goal = goal(input.field.text) else {
        input.problem = "none of: 18:04:17, 2026-11-26, -5m, KSUID, cursor, 50%, row"
        overlay = .goTo(input)
        return
      }
      overlay = nil
      ask(.browser(.find(goal, filter: browser.shownFilter)))
    default:
      guard input.field.handle(key) else { return }
      input.problem = nil
      overlay = .goTo(input)
    }
  }

  /// Reads a place of the stream; nil if it is none.
  func goal(_ typed: String) -> StreamGoal? {
    let text = typed.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    if text.hasSuffix("%") {
      guard let share = Double(text.dropLast()), (0...100).contains(share) else { return nil }
      return .share(Int(share * 10_000))
    }
    if let row = Int64(text.filter { $0 != "," }), row >= 0 { return .row(max(1, row)) }
    if text.hasPrefix("-"), let length = Self.length(text.dropFirst()) {
      return .time(status.now.advanced(byMicroseconds: -length))
    }
    if let eventID = try? KSUID(text) { return .event(eventID) }
    if let time = Instant(text) { return .time(time) }
    if let time = Instant.microsecondsOfDay(text) {
      let shown = browser.rows.selectedRow.map { $0.visibleAt ?? $0.recorded.committedAt }
      let day = (shown ?? status.now).wholeSeconds
      let midnight = day - (day % 86_400 + 86_400) % 86_400
      return .time(Instant(microseconds: midnight * 1_000_000 + time))
    }
    return Cursor(text).map { .cursor($0) }
  }

  /// A length of time such as `90s`, `5m`, `2h` or `1d`, in microseconds.
  private static func length(_ text: Substring) -> Int64? {
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
    guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()),
      (0...1_000_000).contains(count)
    else { return nil }
    return count * unit * 1_000_000
  }
}
