import EventExplorer
import EventSourcing

/// A search on a store: which rows of which list match.
struct ExplorerSearch {
  let table: any EventTable
  let index: any IndexTable
  let search: Search

  /// How many rows are read at a time: a cancelled search ends after that many.
  private static let piece: Int64 = 2_000

  /// Goes through the search's scope.
  func run(_ scan: SearchScan) throws {
    switch search.scope {
    case .stream(let start): try stream(scan, from: start)
    case .history(let aggregate, let start): try history(scan, of: aggregate, from: start)
    case .aggregates(let order, let descending, let start):
      try aggregates(scan, order, descending, from: start)
    }
  }

  private var matcher: EventPattern.Matcher? {
    if case .pattern(let pattern) = search.subject { pattern.matcher() } else { nil }
  }

  private func stream(_ scan: SearchScan, from start: Int64) throws {
    let matcher = matcher
    var rows = StreamRows(table: table, index: index)
    try scan.run(from: start, count: index.lastRow(), piece: Self.piece) { range in
      try rows.read(first: range.lowerBound, count: range.count).compactMap { row in
        let matches = matcher?.matches(row.recorded.event) ?? row.isDisordered
        return matches
          ? .row(row.row, displacement: row.displacement, isMissed: row.isMissed) : nil
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
      // With the event before, to tell which ids go back.
      let first = max(1, range.lowerBound - 1)
      let page = try table.page(
        of: aggregate, from: first, limit: Int(range.upperBound - first + 1))
      let seen = matcher == nil ? try index.rows(ofPositions: page.map(\.position)) : [:]
      var before: KSUID?
      var places: [SearchProgress.Place] = []
      for recorded in page {
        let event = recorded.event
        defer { before = event.eventID }
        guard event.aggregateVersion >= range.lowerBound else { continue }
        let isDisordered =
          seen[recorded.position]?.isBehindCheckpoint == true
          || before.map { $0 > event.eventID } ?? false
        if matcher?.matches(event) ?? isDisordered {
          places.append(.version(event.aggregateVersion))
        }
      }
      return places
    }
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
          summaries.removeSubrange((end + 1)...)
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
}
