import EventSourcing
import TerminalScreen

// Search: matches move while the pattern is typed, `n` and `N` go on, `e` and `E` find disorder.
extension ExplorerState {
  /// Opens the search line.
  mutating func beginSearch() {
    guard let origin = place else { return }
    overlay = .search(SearchInput(origin: origin))
    message = nil
  }

  /// Takes a key of the search line.
  mutating func handleSearch(_ input: SearchInput, _ key: Key) {
    var input = input
    switch key {
    case .escape:
      overlay = nil
      endSearch()
      finder.subject = nil
      goBack(to: input.origin)
      return
    case .enter:
      overlay = nil
      if !input.field.text.isEmpty, finder.past.last != input.field.text {
        finder.past = (finder.past + [input.field.text]).suffix(50)
      }
      if let problem = input.problem { say(problem, .bad) } else { sayProgress() }
      return
    case .up where input.recalled < finder.past.count:
      input.recalled += 1
      input.field.set(finder.past[finder.past.count - input.recalled])
    case .down where input.recalled > 1:
      input.recalled -= 1
      input.field.set(finder.past[finder.past.count - input.recalled])
    default:
      let before = input.field.text
      guard input.field.handle(key) else { return }
      guard input.field.text != before else {
        overlay = .search(input)
        return
      }
    }
    typed(&input)
    overlay = .search(input)
  }

  /// Takes what was pasted into the search line.
  mutating func pasteIntoSearch(_ input: SearchInput, _ text: String) {
    var input = input
    let hasRoom = input.field.paste(text)
    typed(&input)
    if !hasRoom { input.problem = noRoom(for: text) }
    overlay = .search(input)
  }

  private mutating func typed(_ input: inout SearchInput) {
    input.problem = nil
    endSearch()
    guard !input.field.text.isEmpty, input.field.text != "~" else {
      goBack(to: input.origin)
      finder.subject = nil
      return
    }
    do {
      finder.subject = .pattern(try EventPattern(input.field.text))
      start(from: input.origin, backwards: false, includesStart: true)
    } catch {
      finder.subject = nil
      input.problem = "\(error)"
    }
  }

  /// Goes to the next match, or the one before.
  mutating func findNext(backwards: Bool) {
    guard let sought else { return }
    finder.subject = .pattern(sought)
    guard let place else { return }
    start(from: place, backwards: backwards, includesStart: false)
  }

  /// Goes to the next event that is out of order or missed, or the one before.
  mutating func findDisorder(backwards: Bool) {
    guard screen != .readModel else { return readModel.findWrong(backwards: backwards) }
    finder.subject = .disorder
    // At the end that is followed nothing comes after: the newest is meant.
    let isAtEnd = selection.isFollowing
    guard let place else { return }
    start(from: place, backwards: backwards || isAtEnd, includesStart: isAtEnd)
  }

  /// What was searched for last; what `e` looked for is no such thing.
  var sought: EventPattern? {
    if case .pattern(let pattern) = finder.subject { return pattern }
    return finder.past.last.flatMap { try? EventPattern($0) }
  }

  /// What was searched for among the aggregates, unless nothing was found.
  var soughtAggregates: EventPattern? {
    guard finder.screen == .aggregates, case .pattern(let pattern) = finder.subject,
      finder.isRunning || finder.progress?.match != nil
    else { return nil }
    return pattern
  }

  /// Where a search begins; nil on a screen that has none.
  private var place: SearchInput.Origin? {
    switch screen {
    case .live: .stream(stream.target.selected, isFollowing: stream.isFollowing)
    case .aggregates: .aggregate(aggregates.selectedRow?.summary.aggregateID)
    case .history: .version(history?.events.target.selected ?? 1)
    case .stream: .browser(browser.selectedRow, isFollowing: browser.rows.isFollowing)
    case .skew: .commit(skew.list.target.selected, isFollowing: skew.list.isFollowing)
    case .readModel: .account(readModel.list.selectedRow?.account)
    case .architectures: nil
    }
  }

  private mutating func start(
    from origin: SearchInput.Origin, backwards: Bool, includesStart: Bool
  ) {
    guard let subject = finder.subject, let scope = scope(from: origin) else { return }
    finder.number += 1
    finder.screen = screen
    finder.progress = nil
    finder.isRunning = true
    ask(
      .search(
        Search(
          number: finder.number, scope: scope, subject: subject, backwards: backwards,
          includesStart: includesStart)))
    if overlay == nil { say("searching …") }
  }

  private func scope(from origin: SearchInput.Origin) -> Search.Scope? {
    switch origin {
    case .stream(let row, _): .stream(from: row)
    case .browser(let row, _): .stream(from: row, filter: browser.isFiltered ? browser.filter : nil)
    case .commit(let position, _): .commits(from: position)
    case .aggregate(let aggregate):
      .aggregates(aggregates.order, descending: aggregates.descending, from: aggregate)
    case .account(let account):
      .accounts(
        readModel.reader, readModel.order, isReversed: readModel.isReversed, from: account)
    case .version(let version): history.map { .history($0.aggregate, from: version) }
    }
  }

  /// Ends the search that runs.
  mutating func endSearch() {
    guard finder.isRunning else { return }
    finder.isRunning = false
    ask(.endSearch)
  }

  private mutating func goBack(to origin: SearchInput.Origin) {
    switch origin {
    case .stream(_, isFollowing: true): stream.follow()
    case .stream(let row, _): stream.reveal(row)
    case .browser(_, isFollowing: true): browser.move(.last)
    case .browser(let row, _): findInBrowser(row)
    case .commit(_, isFollowing: true): skew.move(.last)
    case .commit(let position, _): skew.reveal(position)
    case .aggregate(let aggregate?): aggregates.reveal(aggregate)
    case .account(let account?): readModel.reveal(account)
    case .aggregate, .account: break
    case .version(let version): history?.events.reveal(version)
    }
  }

  /// Takes what the search has found so far.
  mutating func take(_ progress: SearchProgress) {
    guard progress.number == finder.number, finder.isRunning else { return }
    let isNew = progress.match != nil && finder.progress?.match == nil
    finder.progress = progress
    if progress.isComplete { finder.isRunning = false }
    if isNew, let match = progress.match { reveal(match) }
    if overlay == nil { sayProgress() }
  }

  private mutating func reveal(_ match: SearchProgress.Place) {
    noteChoice()
    switch match {
    case .row(let row, _, _):
      if screen == .live { stream.reveal(row) }
      if screen == .stream { findInBrowser(row) }
    case .position(let position, _, _): if screen == .skew { skew.reveal(position) }
    case .aggregate(let aggregate):
      if screen == .aggregates { aggregates.reveal(aggregate) }
      if screen == .readModel { readModel.reveal(aggregate) }
    case .version(let version, _, _): if screen == .history { history?.events.reveal(version) }
    }
  }

  /// Shows a row of the stream on screen 3, or the filter's match there.
  private mutating func findInBrowser(_ row: Int64) {
    guard browser.isFiltered else { return browser.change { $0.reveal(row) } }
    ask(.browser(.find(.row(row), filter: browser.shownFilter)))
  }

  private mutating func sayProgress() {
    if let failure = finder.failure(searchKey: keyName(.search)) { return say(failure, .warning) }
    if let words = finder.words { say(words) }
  }
}

extension Finder {
  /// That there is nothing of what was looked for, in a sentence; nil while that is not known.
  /// - Parameter searchKey: The key that searches.
  /// - Returns: The sentence.
  func failure(searchKey: String) -> String? {
    guard let progress, progress.match == nil, progress.isComplete else { return nil }
    switch subject {
    case .pattern(let pattern):
      return "nothing here matches \(pattern.text): \(searchKey) searches anew"
    case .disorder: return "no event here is out of order or missed"
    case nil: return nil
    }
  }

  /// How the search stands, in words: `3 of 118+`.
  var words: String? {
    guard let progress else { return isRunning ? "searching …" : nil }
    guard let match = progress.match else {
      return progress.isComplete ? "not found" : "searching …"
    }
    var words = subject == .disorder ? match.disorder.map { $0 + "; " } ?? "" : ""
    let total = Shown.count(Int64(progress.matches)) + (progress.isComplete ? "" : "+")
    words += progress.ordinal.map { "\(Shown.count(Int64($0))) of \(total)" } ?? "\(total) found"
    return progress.hasWrapped ? words + ", went round the end" : words
  }
}

extension SearchProgress.Place {
  /// Which kind of disorder it is, and how far; nil for what has no place in an order.
  fileprivate var disorder: String? {
    switch self {
    case .aggregate: return nil
    case .position(_, let displacement, let isMissed):
      return Shown.place(displacement: displacement, isMissed: isMissed)
    case .row(_, let displacement, let isMissed), .version(_, let displacement, let isMissed):
      let places = displacement == 1 ? "place" : "places"
      let kinds = [
        displacement > 0 ? "out of order: \(Shown.count(Int64(displacement))) \(places) late" : nil,
        isMissed ? "missed by the checkpoint reader" : nil,
      ].compactMap(\.self)
      // Of what the store has lost neither is known.
      return kinds.isEmpty ? "missing: the store has lost it" : kinds.joined(separator: ", ")
    }
  }
}
