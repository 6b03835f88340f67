internal import EventSourcing
internal import GRDB

extension SQLiteEventStore {
  /// Looks at what an architecture keeps of its global stream: entries of events that are there, under the keys
  /// that the order asks for, and numbers without a gap.
  static func checkStream(_ database: Database) -> VerifyCheck {
    var problems = ProblemList()
    do {
      guard try !StoreSchema.isOfVersionOne(database) else { return problems.check("stream") }
      for query in [wrongEntries, wrongMark] {
        let lines = try String.fetchCursor(database, sql: query)
        while let line = try lines.next() { problems.add(line) }
      }
      try checkNumbers(database, &problems)
    } catch {
      problems.add("it cannot be read: \(error)")
    }
    return problems.check("stream")
  }

  /// Finds entries that name no event, or another one: a key that begins with zeros is a number, any other an
  /// id.
  private static let wrongEntries = """
    SELECT 'row ' || row || ' of the stream shows an event that is not there'
    FROM stream_entry LEFT JOIN event ON event.position = stream_entry.position
    WHERE event.position IS NULL
      OR (substr(sort_key, 1, 4) <> x'00000000' AND event.event_id IS NOT sort_key)
    """

  private static let wrongMark = """
    SELECT 'the stream says that ' || position || ' events are in it, and has '
      || (SELECT count(*) FROM stream_entry) FROM stream_mark
    WHERE base + (SELECT count(*) FROM stream_entry) < position
    """

  /// Checks that a sequence's last number counts its entries; where numbers are drawn before the commit there
  /// may be holes.
  private static func checkNumbers(_ database: Database, _ problems: inout ProblemList) throws {
    let statement = try database.cachedStatement(
      sql: """
        SELECT max(sort_key), partition, count(*) FROM stream_entry
        WHERE substr(sort_key, 1, 4) = x'00000000' AND order_number = 0 GROUP BY partition
        """)
    try RowReader.forEachRow(of: statement) { row in
      let key = row.blob(0).flatMap { try? StreamKey(bytes: $0) }
      guard let last = key?.number, let partition = row.integer(1), let count = row.integer(2)
      else { return true }
      if last != count {
        problems.add(
          "sequence \(partition) of the stream has \(count) entries up to number \(last)")
      }
      return true
    }
  }
}
