internal import Crypto
internal import EventSourcing
internal import GRDB
internal import Ledger
internal import VirtualTime

/// Appends within one transaction: it knows the head of the chain and moves it.
///
/// Each request is decided as a whole before its first row is written, so that a rejected one leaves
/// nothing.
struct AppendTransaction {
  private let database: Database
  private let clock: @Sendable () -> Instant
  private let known: KnownState
  private var end: KnownState.End
  private let statements: AppendStatements
  /// Where aggregates stand that the transaction has moved: written once, at its end.
  private var heads: [AggregateID: Head] = [:]

  private struct Head {
    var version: AggregateVersion
    var position: Int64
    /// The type of the first event, if the transaction has begun the aggregate.
    var firstType: EventType?
  }

  /// Takes the head of the chain as it is known, or reads it; the transaction must hold the write lock.
  init(
    _ database: Database, _ statements: AppendStatements, clock: @escaping @Sendable () -> Instant,
    known: KnownState
  ) throws {
    self.database = database
    self.statements = statements
    self.clock = clock
    self.known = known
    known.begin(database)
    end = try known.end ?? Self.end(statements.head)
  }

  private static func end(_ statement: BoundStatement) throws -> KnownState.End {
    let head = try statement.reading { row in
      guard let chain = row.blob(1).flatMap({ HashChain($0) }) else {
        throw EventStoreError.damaged("the chain ends in what is none")
      }
      return (position: row.integer(0), chain: chain)
    }
    let position = try DenseNumber.last(head?.position ?? nil, of: "the last event's position")
    return KnownState.End(position: position, chain: head?.chain ?? HashChain())
  }

  /// Stores a request's events.
  /// - Throws: `EventStoreError.rejected`, and then nothing was written; or SQLite's error, and then the
  ///   caller rolls back.
  mutating func append(_ request: AppendRequest) throws -> AppendReceipt {
    let now = request.committedAt ?? clock()
    var plan = AppendPlan(for: request)
    for (index, event) in request.events.enumerated() {
      do {
        try plan.add(event, drawingIDsAt: now, from: self)
      } catch let rejection as EventStoreError.Rejection {
        throw EventStoreError.rejected(index: index, rejection)
      }
    }
    var entries: [AppendReceipt.Entry] = []
    entries.reserveCapacity(plan.steps.count)
    for step in plan.steps {
      switch step {
      case .stored(let recorded):
        entries.append(AppendReceipt.Entry(recorded: recorded, wasStoredBefore: true))
      case .repeated(let earlier):
        let recorded = entries[earlier].recorded
        entries.append(AppendReceipt.Entry(recorded: recorded, wasStoredBefore: true))
      case .new(let event, let shard):
        let recorded = try insert(event, shard: shard, at: now)
        entries.append(AppendReceipt.Entry(recorded: recorded, wasStoredBefore: false))
      }
    }
    return AppendReceipt(entries)
  }

  /// Writes where the aggregates stand now, and how many have begun.
  func finish() throws {
    var begun = 0
    // In order, so that neighbours in the table's pages are written one after another.
    for (aggregate, head) in heads.sorted(by: { $0.key < $1.key }) {
      if head.firstType != nil { begun += 1 }
      try aggregate.bytes.withUnsafeBytes { aggregate in
        try write(head, of: aggregate)
      }
    }
    guard begun > 0 else { return }
    try database.cachedStatement(sql: "UPDATE tally SET aggregates = aggregates + ?")
      .execute(arguments: [begun])
    guard database.changesCount == 1 else {
      throw EventStoreError.damaged("the count of aggregates is gone")
    }
  }

  /// Remembers what was committed.
  func remember() {
    for (aggregate, head) in heads { known.learn(head.version, of: aggregate) }
    known.commit(end, database)
  }

  private func write(_ head: Head, of aggregate: UnsafeRawBufferPointer) throws {
    let statement =
      head.firstType == nil ? statements.updateAggregate : statements.insertAggregate
    statement.bind(head.version, at: 1)
    statement.bind(head.position, at: 2)
    statement.bind(aggregate, at: 3)
    guard let firstType = head.firstType else { return try statement.run() }
    try firstType.bytes.withUnsafeBytes { type in
      statement.bind(type, at: 4)
      try statement.run()
    }
  }

  /// The stored event with an id.
  func stored(_ eventID: KSUID) throws -> RecordedEvent? {
    try eventID.withBytes { identity in
      statements.storedEvent.bind(identity, at: 1)
      return try statements.storedEvent.reading { row in
        var page = EventPage(next: .position(0))
        try EventRow(row).append(to: &page)
        return page[0]
      }
    }
  }

  /// An aggregate's last version, 0 if it has no event.
  /// - Throws: `EventStoreError.damaged` if its last event is gone: an append would be built on nothing.
  func version(of aggregate: AggregateID) throws -> AggregateVersion {
    if let version = heads[aggregate]?.version ?? known.version(of: aggregate) { return version }
    return try aggregate.bytes.withUnsafeBytes { bytes in
      statements.version.bind(bytes, at: 1)
      let last = try statements.version.reading { row in
        (version: row.integer(0) ?? 0, position: row.integer(1))
      }
      guard let last else { return 0 }
      if !known.wasChecked(aggregate) {
        statements.position.bind(bytes, at: 1)
        statements.position.bind(last.version, at: 2)
        let position = try statements.position.reading { $0.integer(0) } ?? nil
        guard position != nil, position == last.position, DenseNumber.range.contains(last.version)
        else {
          throw EventStoreError.damaged(
            "\(aggregate) is at version \(last.version), and that event of it is not there")
        }
      }
      known.learn(last.version, of: aggregate)
      return last.version
    }
  }

  private mutating func insert(_ event: Event, shard: Int, at now: Instant) throws
    -> RecordedEvent
  {
    let recorded = RecordedEvent(
      event: event, position: end.position + 1, committedAt: now, shard: shard)
    try EventContent.with(recorded) { content in
      let hash = content.hash
      end.chain.extend(by: hash)
      try content.insert(hash: hash, chain: end.chain, statements.insertEvent)
    }
    end.position += 1
    if let place = heads.index(forKey: event.aggregateID) {
      heads.values[place].version = event.aggregateVersion
      heads.values[place].position = end.position
    } else {
      heads[event.aggregateID] = Head(
        version: event.aggregateVersion, position: end.position,
        firstType: event.aggregateVersion == 1 ? event.eventType : nil)
    }
    return recorded
  }
}

extension EventContent {
  /// Inserts the event's row.
  fileprivate func insert(
    hash: SHA256Digest, chain: HashChain, _ statement: BoundStatement
  ) throws {
    try eventID.withBytes { identity in
      try hash.withUnsafeBytes { hash in
        try chain.bytes.withUnsafeBytes { chain in
          statement.bind(position, at: 1)
          statement.bind(aggregateID, at: 2)
          statement.bind(aggregateVersion, at: 3)
          statement.bind(identity, at: 4)
          statement.bind(eventVersion, at: 5)
          statement.bind(eventType, at: 6)
          statement.bind(metadata, at: 7)
          statement.bind(committedAt.microseconds, at: 8)
          statement.bind(Int64(shard), at: 9)
          statement.bind(hash, at: 10)
          statement.bind(chain, at: 11)
          try statement.run()
        }
      }
    }
  }
}
