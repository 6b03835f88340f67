internal import EventSourcing
internal import GRDB
internal import VirtualTime

/// Appends within one transaction: it knows the head of the chain and moves it.
///
/// Each request is decided as a whole before its first row is written, so that a rejected one leaves
/// nothing.
struct AppendTransaction {
  private let database: Database
  private let clock: @Sendable () -> Instant
  private var position: Int64
  private var chain: [UInt8]
  private var newAggregates = 0

  /// The position of the last event.
  var lastPosition: Int64 { position }

  /// Reads the head of the chain; the transaction must hold the write lock.
  init(_ database: Database, clock: @escaping @Sendable () -> Instant) throws {
    self.database = database
    self.clock = clock
    let head = try database.cachedStatement(
      sql: "SELECT position, chain FROM event ORDER BY position DESC LIMIT 1")
    var found: (position: Int64, chain: [UInt8]) = (0, HashChain.origin)
    try RowReader.forEachRow(of: head) { row in
      found = (row.integer(0) ?? 0, row.blob(1).map { Array($0) } ?? [])
      return false
    }
    (position, chain) = found
  }

  /// Stores a request's events.
  /// - Throws: `EventStoreError.rejected`, and then nothing was written; or SQLite's error, and then the
  ///   caller rolls back.
  mutating func append(_ request: AppendRequest) throws -> AppendReceipt {
    let now = request.committedAt ?? clock()
    var plan = AppendPlan(expected: request.expected)
    for (index, event) in request.events.enumerated() {
      do {
        try plan.add(event, drawingIDsAt: now, from: self)
      } catch let rejection as EventStoreError.Rejection {
        throw EventStoreError.rejected(index: index, rejection)
      }
    }
    return AppendReceipt(
      try plan.steps.map { step in
        switch step {
        case .stored(let recorded):
          return AppendReceipt.Entry(recorded: recorded, wasStoredBefore: true)
        case .repeated(let index):
          return AppendReceipt.Entry(
            recorded: try written(plan.steps, index), wasStoredBefore: true)
        case .new(let event, let shard):
          let recorded = try insert(event, shard: shard, at: now)
          return AppendReceipt.Entry(recorded: recorded, wasStoredBefore: false)
        }
      })
  }

  /// Counts the aggregates that the transaction has begun.
  func finish() throws {
    guard newAggregates > 0 else { return }
    try database.cachedStatement(sql: "UPDATE tally SET aggregates = aggregates + ?")
      .execute(arguments: [newAggregates])
  }

  /// The event that an earlier step of the same request has written.
  private func written(_ steps: [AppendPlan.Step], _ index: Int) throws -> RecordedEvent {
    guard case .new(let event, _) = steps[index], let recorded = try stored(event.eventID) else {
      preconditionFailure("step \(index) wrote no event")
    }
    return recorded
  }

  /// The stored event with an id.
  func stored(_ eventID: KSUID) throws -> RecordedEvent? {
    let statement = try database.cachedStatement(
      sql: "SELECT \(EventRow.columns) FROM event WHERE event_id = ?")
    var page = EventPage(next: .position(0))
    try RowReader.forEachRow(of: statement, arguments: [BlobValue(eventID)]) { row in
      try EventRow(row).append(to: &page)
      return false
    }
    return page.first
  }

  /// An aggregate's last version, 0 if it has no event.
  func version(of aggregate: AggregateID) throws -> AggregateVersion {
    let statement = try database.cachedStatement(
      sql: "SELECT version FROM aggregate WHERE aggregate_id = ?")
    return try Int64.fetchOne(statement, arguments: [BlobValue(aggregate.bytes)]) ?? 0
  }

  private mutating func insert(_ event: Event, shard: Int, at now: Instant) throws
    -> RecordedEvent
  {
    let recorded = RecordedEvent(
      event: event, position: position + 1, committedAt: now, shard: shard)
    let hash = EventRow.contentHash(of: recorded)
    let chain = HashChain.next(after: chain, hash)
    let statement = try database.cachedStatement(
      sql: "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    try statement.execute(arguments: [
      recorded.position, BlobValue(event.aggregateID.bytes), event.aggregateVersion,
      BlobValue(event.eventID), event.eventVersion, BlobValue(event.eventType.bytes),
      BlobValue(event.metadata.bytes), now.microseconds, shard, BlobValue(hash),
      BlobValue(chain),
    ])
    let summary = try database.cachedStatement(
      sql: event.aggregateVersion == 1
        ? "INSERT INTO aggregate VALUES (?3, ?1, ?2, ?4)"
        : "UPDATE aggregate SET version = ?1, last_position = ?2 WHERE aggregate_id = ?3")
    var arguments: StatementArguments = [
      event.aggregateVersion, recorded.position, BlobValue(event.aggregateID.bytes),
    ]
    if event.aggregateVersion == 1 { arguments += [BlobValue(event.eventType.bytes)] }
    try summary.execute(arguments: arguments)
    if event.aggregateVersion == 1 { newAggregates += 1 }
    position += 1
    self.chain = chain
    return recorded
  }
}
