import EventExplorer
import EventSourcing
import LiveDriver

extension ExplorerSession {
  /// How many events that the index lacks are looked at, to be counted by aggregate.
  private static let mostPending = 5_000

  /// A part of the list of aggregates, on both sides of its anchor.
  func aggregates(_ window: AggregateWindow) throws -> ExplorerAnswer {
    func page(_ after: AggregateSummary?, backwards: Bool) throws -> [AggregateSummary] {
      try cloud.table.aggregates(
        AggregateQuery(
          order: window.order, descending: window.descending != backwards, after: after,
          limit: window.count))
    }
    let rows: [AggregateSummary]
    let isAtStart: Bool
    let isAtEnd: Bool
    switch window.anchor {
    case .first:
      rows = try page(nil, backwards: false)
      (isAtStart, isAtEnd) = (true, rows.count < window.count)
    case .last:
      rows = try page(nil, backwards: true).reversed()
      (isAtStart, isAtEnd) = (rows.count < window.count, true)
    case .around(let aggregate):
      let query = AggregateQuery(prefix: aggregate.bytes, limit: 1)
      guard let own = try cloud.table.aggregates(query).first, own.aggregateID == aggregate else {
        return try aggregates(
          AggregateWindow(
            order: window.order, descending: window.descending, anchor: .first,
            count: window.count))
      }
      let before = try page(own, backwards: true)
      let after = try page(own, backwards: false)
      rows = before.reversed() + [own] + after
      (isAtStart, isAtEnd) = (before.count < window.count, after.count < window.count)
    }
    let pending = try pendingByAggregate()
    return .aggregates(
      window, rows.map { AggregateRow(summary: $0, pending: pending[$0.aggregateID] ?? 0) },
      isAtStart: isAtStart, isAtEnd: isAtEnd)
  }

  /// How many events of each the index does not show yet.
  func pendingByAggregate() throws -> [AggregateID: Int] {
    var counts: [AggregateID: Int] = [:]
    do {
      for recorded in try cloud.stream.pending(after: 0, limit: Self.mostPending) {
        counts[recorded.event.aggregateID, default: 0] += 1
      }
    } catch EventStoreError.damaged {
      // The list is worth more than the counts.
    }
    return counts
  }
}
