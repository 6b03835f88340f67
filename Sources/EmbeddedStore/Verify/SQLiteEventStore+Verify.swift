internal import EventSourcing
internal import GRDB

extension SQLiteEventStore {
  /// Audits the store; it reads everything once and holds no more than a row of it.
  /// - Parameter progress: Told now and then how many of how many events were read.
  /// - Returns: An outcome for each check.
  /// - Throws: `EventStoreError` if the file can't be read at all.
  public func verify(
    progress: (_ done: Int64, _ of: Int64) throws -> Void = { _, _ in }
  ) throws -> [VerifyCheck] {
    try read { database in
      var checks = [Self.checkFile(database)]
      checks += Self.checkRows(database, progress: progress)
      checks.append(
        Self.check(
          database, "versions",
          """
          SELECT 'an aggregate has ' || count(*) || ' events up to version '
            || max(aggregate_version) FROM event GROUP BY aggregate_id
          HAVING count(*) <> max(aggregate_version) OR min(aggregate_version) <> 1
          """))
      checks.append(
        Self.check(
          database, "ids",
          """
          SELECT 'an id stands ' || count(*) || ' times' FROM event GROUP BY event_id
          HAVING count(*) > 1
          """))
      checks.append(Self.check(database, "aggregates", Self.wrongAggregates))
      checks.append(Self.checkStream(database))
      return checks
    }
  }

  /// Finds aggregates whose row does not agree with their events.
  private static let wrongAggregates = """
    SELECT 'the list of aggregates lacks one' FROM event
    WHERE aggregate_version = 1
      AND NOT EXISTS (SELECT 1 FROM aggregate WHERE aggregate_id = event.aggregate_id)
    UNION ALL
    SELECT 'the list has an aggregate at version ' || version || ' that it does not have'
    FROM aggregate LEFT JOIN event ON event.position = aggregate.last_position
    WHERE event.aggregate_id IS NOT aggregate.aggregate_id
      OR event.aggregate_version IS NOT aggregate.version
      OR EXISTS (SELECT 1 FROM event AS later WHERE later.aggregate_id = aggregate.aggregate_id
        AND later.aggregate_version > aggregate.version)
    UNION ALL
    SELECT 'the count of aggregates is ' || aggregates FROM tally
    WHERE aggregates <> (SELECT count(*) FROM aggregate)
    UNION ALL
    SELECT 'the count of aggregates is there ' || rows || ' times'
    FROM (SELECT count(*) AS rows FROM tally) WHERE rows <> 1
    """

  private static func checkFile(_ database: Database) -> VerifyCheck {
    var problems = ProblemList()
    do {
      for line in try String.fetchAll(database, sql: "PRAGMA integrity_check(10)")
      where line != "ok" {
        problems.add(line)
      }
    } catch {
      problems.add("\(error)")
    }
    return problems.check("file")
  }

  /// Runs a query that gives a line for every problem.
  private static func check(
    _ database: Database, _ name: String, _ query: String
  ) -> VerifyCheck {
    var problems = ProblemList()
    do {
      let lines = try String.fetchCursor(database, sql: query)
      while let line = try lines.next() { problems.add(line) }
    } catch {
      problems.add("it cannot be read: \(error)")
    }
    return problems.check(name)
  }

  /// Reads all events in their order: positions without a gap, each row's hash, the chain.
  private static func checkRows(
    _ database: Database, progress: (Int64, Int64) throws -> Void
  ) -> [VerifyCheck] {
    var positions = ProblemList()
    var contents = ProblemList()
    var chains = ProblemList()
    var expected: Int64 = 1
    var chain: HashChain? = HashChain()
    var done: Int64 = 0
    do {
      let last = (try? Self.lastPosition(database)) ?? 0
      let statement = try database.cachedStatement(
        sql: "SELECT \(EventRow.columns), event.chain FROM event ORDER BY position")
      try RowReader.forEachRow(of: statement) { row in
        let position = row.integer(0) ?? expected
        if position != expected { positions.add("position \(expected) is missing") }
        if DenseNumber.range.contains(position) { expected = position + 1 }
        let stored = row.blob(10).flatMap { HashChain($0) }
        do {
          chain?.extend(by: try EventRow(row).hash)
          if chain != nil, chain != stored {
            chains.add("the chain breaks at position \(position)")
          }
        } catch EventStoreError.damaged(let words) {
          contents.add(words)
        }
        // After a break it goes on from what is stored, so that one fault is one problem.
        chain = stored
        done += 1
        if done % 4096 == 0 { try progress(done, last) }
        return true
      }
    } catch {
      positions.add("events after position \(expected - 1) cannot be read: \(error)")
    }
    return [positions.check("positions"), contents.check("hashes"), chains.check("chain")]
  }
}
