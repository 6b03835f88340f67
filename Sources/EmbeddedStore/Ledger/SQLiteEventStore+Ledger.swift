public import EventSourcing
internal import GRDB
public import Ledger

extension SQLiteEventStore {
  /// The digest of the store's history, or of its beginning.
  ///
  /// It reads every event once, in one consistent state, checks each against its hash and the chain, and
  /// holds no more than a row.
  /// - Parameters:
  ///   - size: How many events from the first on; nil: all.
  ///   - progress: Told now and then how many of how many events were read.
  /// - Returns: The digest.
  /// - Throws: ``LedgerRefusal/sizeBeyondEnd(size:end:)``; `EventStoreError.damaged` that names the
  ///   position, and others.
  public func ledgerDigest(
    size: Int64? = nil, progress: (_ done: Int64, _ of: Int64) -> Void = { _, _ in }
  ) throws -> LedgerDigest {
    try readOrRefuse { database in
      let size = try Self.size(size, database)
      var tree = MerkleTree()
      try forEachRow(database, upTo: size, progress: progress) { row in
        tree.append(row.content.leafHash)
      }
      return tree.digest
    }
  }

  /// The proof that an event is part of the store's history, or of its beginning.
  ///
  /// It reads as ``ledgerDigest(size:progress:)`` does, and proves against what that gives; the proof's
  /// own digest says what it was.
  /// - Parameters:
  ///   - eventID: The event.
  ///   - size: How many events from the first on; nil: all.
  ///   - progress: Told now and then how many of how many events were read.
  /// - Returns: The proof.
  /// - Throws: ``LedgerRefusal``; `EventStoreError.damaged` that names the position, and others.
  public func inclusionProof(
    of eventID: KSUID, size: Int64? = nil,
    progress: (_ done: Int64, _ of: Int64) -> Void = { _, _ in }
  ) throws -> InclusionProof {
    try readOrRefuse { database in
      let size = try Self.size(size, database)
      guard let position = try Self.position(of: eventID, database) else {
        throw LedgerRefusal.noSuchEvent(eventID)
      }
      guard position <= size else {
        throw LedgerRefusal.eventBehind(size: size, position: position)
      }
      var builder = AuditPath.Builder(leafIndex: position - 1, treeSize: size)
      var page = EventPage(next: .position(0))
      try forEachRow(database, upTo: size, progress: progress) { row in
        builder.append(row.content.leafHash)
        if row.content.position == position { row.append(to: &page) }
      }
      guard let recorded = page.first, recorded.event.eventID == eventID, let path = builder.path
      else { throw Self.misled(position) }
      return InclusionProof(recorded: recorded, path: path)
    }
  }

  /// Reads one consistent state; a refusal comes out as it is.
  private func readOrRefuse<Value>(_ work: (Database) throws -> Value) throws -> Value {
    try read { database -> Result<Value, LedgerRefusal> in
      do {
        return .success(try work(database))
      } catch let refusal as LedgerRefusal {
        return .failure(refusal)
      }
    }.get()
  }

  /// The number of events to be read: those wanted, if there are so many.
  private static func size(_ wanted: Int64?, _ database: Database) throws -> Int64 {
    let end = try lastPosition(database)
    guard let wanted else { return end }
    guard wanted >= 0, wanted <= end else {
      throw LedgerRefusal.sizeBeyondEnd(size: wanted, end: end)
    }
    return wanted
  }

  /// The position that the ids' index gives for an event, nil if there is no such event.
  private static func position(of eventID: KSUID, _ database: Database) throws -> Int64? {
    let statement = try database.cachedStatement(
      sql: "SELECT position FROM event WHERE event_id = ?")
    let position = try Int64.fetchOne(statement, arguments: [BlobValue(eventID)])
    if let position, position < 1 { throw misled(position) }
    return position
  }

  private static func misled(_ position: Int64) -> EventStoreError {
    .damaged("the event at position \(position) is not the one that the index of ids says")
  }

  /// Reads events in their order from the first, and checks each, its position and the chain.
  private func forEachRow(
    _ database: Database, upTo size: Int64, progress: (Int64, Int64) -> Void,
    _ body: (EventRow) throws -> Void
  ) throws {
    var position: Int64 = 0
    var chain = HashChain()
    let statement = try database.cachedStatement(
      sql: """
        SELECT \(EventRow.columns), event.chain FROM event WHERE position <= ?
        ORDER BY position
        """)
    do {
      try RowReader.forEachRow(of: statement, arguments: [size]) { row in
        guard row.integer(0) == position + 1 else { throw Self.missing(position + 1) }
        let event = try EventRow(row)
        chain.extend(by: event.hash)
        guard chain.isStored(as: row.blob(10)) else {
          throw EventStoreError.damaged("the chain breaks at position \(position + 1)")
        }
        try body(event)
        position += 1
        if position % 4096 == 0 { progress(position, size) }
        return true
      }
    } catch let error as DatabaseError {
      let failure = StoreFailure.of(error, path: shownPath, busySeconds: options.busySeconds)
      guard case .damaged(let words) = failure else { throw failure }
      throw EventStoreError.damaged("events after position \(position) cannot be read: \(words)")
    }
    guard position == size else { throw Self.missing(position + 1) }
  }

  private static func missing(_ position: Int64) -> EventStoreError {
    .damaged("position \(position) is missing")
  }
}
