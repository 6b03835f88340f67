public import EventSourcing
internal import GRDB
internal import Ledger
internal import VirtualTime

extension SQLiteEventStore {
  /// A screen of aggregates, read along an index.
  public func aggregates(_ query: AggregateQuery) throws -> [AggregateSummary] {
    guard query.limit > 0 else { return [] }
    let (sql, arguments) = Self.statement(for: query)
    return try read { database in
      var summaries: [AggregateSummary] = []
      try RowReader.forEachRow(
        of: database.cachedStatement(sql: sql), arguments: arguments + [query.limit]
      ) { row in
        summaries.append(try Self.summary(row))
        return true
      }
      return summaries
    }
  }

  /// Counts aggregates by the type of their first event: all by their list, later ones by the events that
  /// have come since.
  public func count(
    aggregatesBeginningWith types: [EventType], after position: Int64
  ) throws -> (aggregates: Int64, through: Int64) {
    try read { database in
      let last = try Self.lastPosition(database)
      let places = Self.places(types)
      let sql =
        position == 0
        ? "SELECT count(*) FROM aggregate WHERE first_type IN (\(places))"
        : "SELECT count(*) FROM event WHERE aggregate_version = 1 AND event_type IN (\(places)) "
          + "AND position > ?"
      let arguments = Self.arguments(types) + (position == 0 ? [] : [position])
      let count = try Int64.fetchOne(database.cachedStatement(sql: sql), arguments: arguments)
      return (count ?? 0, last)
    }
  }

  private static func places(_ types: [EventType]) -> String {
    types.map { _ in "?" }.joined(separator: ", ")
  }

  private static func arguments(_ types: [EventType]) -> StatementArguments {
    var arguments: StatementArguments = []
    for type in types { arguments += [BlobValue(type.bytes)] }
    return arguments
  }

  /// A statement that begins in the index at the place of `after` and reads along it.
  private static func statement(for query: AggregateQuery) -> (String, StatementArguments) {
    var conditions: [String] = []
    var arguments: StatementArguments = []
    let comparison = query.descending ? "<" : ">"
    let direction = query.descending ? "DESC" : "ASC"
    if let after = query.after {
      switch query.order {
      case .identifier:
        conditions.append("aggregate.aggregate_id \(comparison) ?")
        arguments += [BlobValue(after.aggregateID.bytes)]
      case .version:
        conditions.append("(aggregate.version, aggregate.aggregate_id) \(comparison) (?, ?)")
        arguments += [after.version, BlobValue(after.aggregateID.bytes)]
      case .lastPosition:
        conditions.append("aggregate.last_position \(comparison) ?")
        arguments += [after.lastPosition]
      }
    }
    if !query.prefix.isEmpty {
      conditions.append("aggregate.aggregate_id >= ?")
      arguments += [BlobValue(query.prefix)]
      if let end = endOfPrefix(query.prefix) {
        conditions.append("aggregate.aggregate_id < ?")
        arguments += [BlobValue(end)]
      }
    }
    if let types = query.firstTypes {
      conditions.append("aggregate.first_type IN (\(Self.places(types)))")
      arguments += Self.arguments(types)
    }
    let order =
      switch query.order {
      case .identifier: "aggregate.aggregate_id \(direction)"
      case .version: "aggregate.version \(direction), aggregate.aggregate_id \(direction)"
      case .lastPosition: "aggregate.last_position \(direction)"
      }
    let sql = """
      SELECT \(EventRow.columns), aggregate.aggregate_id, aggregate.version, aggregate.first_type,
        aggregate.last_position
      FROM aggregate LEFT JOIN event ON event.position = aggregate.last_position
      \(conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND "))
      ORDER BY \(order) LIMIT ?
      """
    return (sql, arguments)
  }

  /// The least bytes above everything that begins with a prefix; nil if there are none.
  private static func endOfPrefix(_ prefix: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let place = prefix.lastIndex(where: { $0 < 0xFF }) else { return nil }
    var end = prefix[...place]
    end[place] += 1
    return end
  }

  /// An aggregate's row, beside its last event as far as that can be read and is what the row says.
  private static func summary(_ row: RowReader) throws -> AggregateSummary {
    guard let aggregate = row.blob(10), let version = row.integer(11), let type = row.blob(12),
      let position = row.integer(13)
    else {
      throw EventStoreError.damaged("the list of aggregates has a column that is not of its form")
    }
    var summary = AggregateSummary(
      aggregateID: AggregateID(unchecked: ArraySlice(aggregate)), version: version,
      lastEventID: nil, lastPosition: position, lastCommittedAt: nil,
      firstType: EventType(unchecked: ArraySlice(type)))
    guard let last = try? EventRow(row).content, aggregate.elementsEqual(last.aggregateID),
      version == last.aggregateVersion
    else { return summary }
    (summary.lastEventID, summary.lastCommittedAt) = (last.eventID, last.committedAt)
    return summary
  }
}
