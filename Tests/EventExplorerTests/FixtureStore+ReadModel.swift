import Architectures
import EventExplorer
import EventSourcing

extension FixtureStore {
  mutating func answers(to request: ReadModelRequest) -> [ExplorerAnswer] {
    switch request {
    case .accounts(let window):
      return [.readModel(.accounts(part(window)))]
    case .find(let search):
      return [.readModel(.found(found(search), by: search.reader))]
    case .undelivered(let account, let reader):
      let rows = undelivered(by: reader).filter { $0.recorded.event.aggregateID == account }
      return [.readModel(.undelivered(account, by: reader, rows, count: rows.count))]
    case .rebuild(let reader):
      if let rebuild { return [.readModel(.rebuild(rebuild))] }
      let before = accounts(reader).filter(\.isWrong)
      isRebuilt = true
      let still = accounts(reader).filter(\.isWrong)
      let progress = RebuildProgress(
        reader: reader, events: status.visibleRows, total: status.visibleRows,
        outcome: .done(mended: before.count - still.count, wrong: Int64(still.count)))
      return [.readModel(.rebuild(progress))]
    case .endRebuild:
      return []
    }
  }

  /// What a reader was not handed: of what is visible the checkpoint reader alone misses anything.
  func undelivered(by reader: ReaderStrategy) -> [UndeliveredRow] {
    let missed =
      reader == .checkpoint && !isRebuilt
      ? rows.filter(\.isMissed).map { UndeliveredRow(recorded: $0.recorded, reason: .missed) } : []
    return (missed + pending.map { UndeliveredRow(recorded: $0, reason: .unseen) })
      .sorted { $0.recorded.position < $1.recorded.position }
  }

  /// The accounts as a reader's projection has them, by id.
  func accounts(_ reader: ReaderStrategy) -> [AccountRow] {
    let missing = undelivered(by: reader)
    return Dictionary(grouping: events, by: \.event.aggregateID).compactMap { account, events in
      guard let first = events.first, AccountState.knows(first.event.eventType) else { return nil }
      var state = AccountState()
      for recorded in events { state.apply(recorded.event) }
      let own = missing.filter { $0.recorded.event.aggregateID == account }
      let changes = own.compactMap { AccountChange($0.recorded.event) }
      let cents = changes.reduce(0) { $0 + $1.cents }
      return AccountRow(
        account: account,
        truth: AccountRow.Truth(name: state.name, cents: state.cents, version: state.version),
        missingCents: cents, isWrong: cents != 0 || changes.contains(where: \.isOpening),
        missed: own.count { $0.reason == .missed }, late: own.count { $0.reason != .missed })
    }.sorted { $0.account < $1.account }
  }

  func list(
    _ reader: ReaderStrategy, _ order: AccountWindow.Order, isReversed: Bool
  ) -> [AccountRow] {
    var all = accounts(reader)
    if order == .difference {
      all =
        all.filter(\.isWrong).sorted { $0.missingCents.magnitude > $1.missingCents.magnitude }
        + all.filter { !$0.isWrong }
    }
    return isReversed ? all.reversed() : all
  }

  private func part(_ window: AccountWindow) -> AccountPart {
    let all = list(window.reader, window.order, isReversed: window.isReversed)
    let range: Range<Int>
    switch window.anchor {
    case .first: range = 0..<min(all.count, window.count)
    case .last: range = max(0, all.count - window.count)..<all.count
    case .around(let account):
      let place = all.firstIndex { $0.account == account } ?? 0
      range = max(0, place - window.count)..<min(all.count, place + window.count + 1)
    }
    var part = AccountPart(window)
    part.rows = Array(all[range])
    part.isAtStart = range.lowerBound == 0
    part.isAtEnd = range.upperBound == all.count
    var totals = ProjectionTotals(
      accounts: Int64(all.count), others: status.aggregates - Int64(all.count))
    for row in all where row.isWrong { totals.count(cents: row.missingCents, openings: 1) }
    part.totals = totals
    return part
  }

  /// What a search finds in a list of accounts.
  func progress(
    of search: Search, in list: [AccountRow], from start: AggregateID?
  ) -> SearchProgress {
    guard case .pattern(let pattern) = search.subject else {
      return SearchProgress(number: search.number, isComplete: true)
    }
    let own = list.firstIndex { $0.account == start } ?? 0
    let matches = list.indices.filter {
      pattern.matcher().matches(list[$0].account, name: list[$0].truth?.name)
    }
    let ahead = matches.filter {
      search.includesStart && $0 == own || (search.backwards ? $0 < own : $0 > own)
    }
    let match =
      search.backwards ? ahead.last ?? matches.last : ahead.first ?? matches.first
    return SearchProgress(
      number: search.number, match: match.map { .aggregate(list[$0].account) },
      hasWrapped: ahead.isEmpty,
      ordinal: match.flatMap { matches.firstIndex(of: $0) }.map { $0 + 1 },
      matches: matches.count, isComplete: true)
  }

  private func found(_ search: WrongSearch) -> FoundWrong? {
    let all = list(search.reader, search.order, isReversed: search.isReversed)
    let wrong = all.indices.filter { all[$0].isWrong }
    guard !wrong.isEmpty else { return nil }
    let start = all.firstIndex { $0.account == search.start } ?? -1
    let next = search.isBackwards ? wrong.last { $0 < start } : wrong.first { $0 > start }
    let index = next ?? (search.isBackwards ? wrong[wrong.count - 1] : wrong[0])
    let row = all[index]
    return FoundWrong(
      account: row.account, missingCents: row.missingCents, missed: row.missed, late: row.late,
      ordinal: (wrong.firstIndex(of: index) ?? 0) + 1, count: wrong.count, hasWrapped: next == nil)
  }
}
