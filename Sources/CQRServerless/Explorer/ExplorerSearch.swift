import Architectures
import EventExplorer
import EventSourcing

/// A search on a store: which rows of which list match.
struct ExplorerSearch {
  let table: any EventTable
  let stream: any StreamTable
  let search: Search
  /// The list of accounts as a reader's projection has them now.
  var accounts: (ReaderStrategy) throws -> AccountPages? = { _ in nil }

  /// How many accounts are read at a time.
  var accountPiece = 500

  /// How many rows are read at a time: a cancelled search ends after that many.
  private static let piece: Int64 = 2_000

  /// Goes through the search's scope.
  func run(_ scan: SearchScan) throws {
    switch search.scope {
    case .stream(let start, let filter): try stream(scan, from: start, filter)
    case .commits(let start): try commits(scan, from: start)
    case .history(let aggregate, let start): try history(scan, of: aggregate, from: start)
    case .aggregates(let order, let descending, let start):
      try aggregates(scan, order, descending, from: start)
    case .accounts(let reader, let order, let isReversed, let start):
      guard let pages = try accounts(reader) else { return try scan.run({ nil }, { nil }) }
      let window = AccountWindow(
        reader: reader, order: order, isReversed: isReversed, anchor: .first,
        count: accountPiece)
      try run(scan, pages, window, from: start)
    }
  }

  private var matcher: EventPattern.Matcher? {
    if case .pattern(let pattern) = search.subject { pattern.matcher() } else { nil }
  }

  private func stream(_ scan: SearchScan, from start: Int64, _ filter: StreamFilter?) throws {
    let matcher = matcher
    let filter = filter?.matcher()
    var rows = StreamRows(table: table, stream: stream)
    try scan.run(from: start, count: stream.lastRow(), piece: Self.piece) { range in
      try rows.read(first: range.lowerBound, count: range.count).enumerated().compactMap {
        offset, row in
        // What is lost passes no filter, and matches no text.
        if row == nil, matcher == nil, filter == nil {
          return .row(range.lowerBound + Int64(offset), displacement: 0, isMissed: false)
        }
        guard let row,
          filter?.matches(row.recorded, isMissed: row.isMissed, isLate: { row.displacement > 0 })
            ?? true
        else { return nil }
        let matches = matcher?.matches(row.recorded.event) ?? row.isDisordered
        return matches
          ? .row(row.row, displacement: row.displacement, isMissed: row.isMissed) : nil
      }
    }
  }

  private func commits(_ scan: SearchScan, from start: Int64) throws {
    let matcher = matcher
    let end = try table.lastPosition()
    var order = CommitOrder(stream: stream)
    try scan.run(from: start, count: end, piece: Self.piece) { range in
      if let matcher {
        return try table.page(atPositions: Array(range)).filter { matcher.matches($0.event) }
          .map { .position($0.position, displacement: 0, isMissed: false) }
      }
      let (first, last) = (range.lowerBound, range.upperBound)
      try order.cover(max(1, first - CommitOrder.reach)...min(end, last + CommitOrder.reach))
      return range.compactMap { position in
        guard let place = order[position], place.isDisordered else { return nil }
        return .position(position, displacement: place.displacement, isMissed: place.isMissed)
      }
    }
  }

  private func history(
    _ scan: SearchScan, of aggregate: AggregateID, from start: AggregateVersion
  ) throws {
    let matcher = matcher
    let query = AggregateQuery(prefix: aggregate.bytes, limit: 1)
    let last = try table.aggregates(query).first?.version ?? 0
    try scan.run(from: start, count: last, piece: Self.piece) { range in
      guard let matcher else { return try disorder(of: aggregate, in: range) }
      return try table.page(of: aggregate, versions: range)
        .filter { matcher.matches($0.event) }
        .map { .version($0.event.aggregateVersion, displacement: 0, isMissed: false) }
    }
  }

  /// The versions whose ids go back, as the rows of the stream do, or that were missed.
  private func disorder(
    of aggregate: AggregateID, in range: ClosedRange<AggregateVersion>
  ) throws -> [SearchProgress.Place] {
    let first = max(1, range.lowerBound - AggregateVersion(StreamRow.window))
    let page = try table.page(of: aggregate, versions: first...range.upperBound)
    let seen = try stream.rows(ofPositions: page.map(\.position))
    let ids = page.map(\.event.eventID)
    var places: [SearchProgress.Place] = []
    var next = range.lowerBound
    // What the store has lost is found where it would stand.
    func passLost(before version: AggregateVersion) {
      while next < version {
        places.append(.version(next, displacement: 0, isMissed: false))
        next += 1
      }
    }
    for (recorded, place) in zip(page, ids.indices) {
      let version = recorded.event.aggregateVersion
      guard range.contains(version) else { continue }
      passLost(before: version)
      next = version + 1
      let before = ids[max(0, place - StreamRow.window)..<place]
      let displacement = before.count { $0 > ids[place] }
      let isMissed = seen[recorded.position]?.isBehindCheckpoint == true
      guard displacement > 0 || isMissed else { continue }
      places.append(.version(version, displacement: displacement, isMissed: isMissed))
    }
    passLost(before: range.upperBound + 1)
    return places
  }

  private func aggregates(
    _ scan: SearchScan, _ order: AggregateQuery.Order, _ descending: Bool, from start: AggregateID?
  ) throws {
    let matcher = matcher
    let own = try start.flatMap {
      try table.aggregates(AggregateQuery(prefix: $0.bytes, limit: 1)).first
    }
    let backwards = search.backwards
    func part(after: AggregateSummary?, through last: AggregateID?, begins: Bool) -> SearchScan.Part
    {
      var (after, isOver) = (after, false)
      var own = begins ? after : nil
      return {
        guard !isOver else { return nil }
        var summaries = try table.aggregates(
          AggregateQuery(
            order: order, descending: descending != backwards, after: after,
            limit: Int(Self.piece)))
        isOver = summaries.count < Int(Self.piece)
        after = summaries.last ?? after
        if let first = own { summaries.insert(first, at: 0) }
        own = nil
        if let last, let end = summaries.firstIndex(where: { $0.aggregateID == last }) {
          summaries.removeSubrange((search.includesStart ? end : end + 1)...)
          isOver = true
        }
        return summaries.filter { matcher?.matches($0) ?? false }.map { .aggregate($0.aggregateID) }
      }
    }
    try scan.run(
      part(after: own, through: nil, begins: search.includesStart),
      own == nil
        ? { nil } : part(after: nil, through: own?.aggregateID, begins: false))
  }

  // MARK: Accounts

  private func run(
    _ scan: SearchScan, _ pages: AccountPages, _ window: AccountWindow, from start: AggregateID?
  ) throws {
    let matcher = matcher
    func part(after first: AggregateID?, through last: AggregateID?, begins: Bool)
      -> SearchScan.Part
    {
      var (after, isOver) = (first, false)
      var own = begins ? first : nil
      return {
        guard !isOver else { return nil }
        var found = try next(pages, window, after: after)
        isOver = found.isLast
        after = found.accounts.last ?? after
        if let first = own { found.accounts.insert(first, at: 0) }
        own = nil
        if let last, let end = found.accounts.firstIndex(of: last) {
          found.accounts.removeSubrange((search.includesStart ? end : end + 1)...)
          isOver = true
        }
        return try found.accounts.filter { account in
          guard let matcher else { return false }
          return matcher.matches(account, name: try name(of: account))
        }.map { .aggregate($0) }
      }
    }
    try scan.run(
      part(after: start, through: nil, begins: search.includesStart),
      start == nil ? { nil } : part(after: nil, through: start, begins: false))
  }

  /// The accounts after one, in the order in which the search goes; from an end of the list for nil.
  private func next(
    _ pages: AccountPages, _ window: AccountWindow, after account: AggregateID?
  ) throws -> (accounts: [AggregateID], isLast: Bool) {
    var window = window
    window.anchor = account.map { .around($0) } ?? (search.backwards ? .last : .first)
    let part = try pages.part(window)
    let isLast = search.backwards ? part.isAtStart : part.isAtEnd
    let accounts = search.backwards ? part.accounts.reversed() : part.accounts
    guard let account else { return (accounts, isLast) }
    // One that is none any more leads nowhere.
    guard let place = accounts.firstIndex(of: account) else { return ([], true) }
    return (Array(accounts[(place + 1)...]), isLast)
  }

  /// Whose an account is, as its first event has it.
  private func name(of account: AggregateID) throws -> String? {
    var state = AccountState()
    for recorded in try table.page(of: account, from: 1, limit: 1) { state.apply(recorded.event) }
    return state.name
  }
}
