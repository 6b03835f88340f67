internal import EventSourcing
internal import GRDB

extension SQLiteEventStore {
  /// Looks at what an architecture keeps of its global stream: each entry is of an event that is there, rows
  /// are dense, and keys are what the stream is sorted by; sequences have no gap.
  static func checkStream(_ database: Database) -> VerifyCheck {
    var problems = ProblemList()
    do {
      guard try !StoreSchema.isOfVersionOne(database) else { return problems.check("stream") }
      let name = try String.fetchOne(
        database, sql: "SELECT value FROM fact WHERE name = 'order'")
      for query in [wrongEntries, wrongRows, wrongMark, wrongKeys(name)] {
        let lines = try String.fetchCursor(database, sql: query)
        while let line = try lines.next() { problems.add(line) }
      }
    } catch {
      problems.add("it cannot be read: \(error)")
    }
    return problems.check("stream")
  }

  private static let wrongEntries = """
    SELECT 'row ' || row || ' of the stream shows an event that is not there'
    FROM stream_entry LEFT JOIN event ON event.position = stream_entry.position
    WHERE event.position IS NULL
    """

  private static let wrongRows = """
    SELECT 'the stream has ' || count || ' rows, from row ' || first || ' to row ' || last
    FROM (SELECT count(*) AS count, min(row) AS first, max(row) AS last FROM stream_entry)
    WHERE count > 0 AND (first <> 1 OR last <> count)
    """

  private static let wrongMark = """
    SELECT 'the stream says that all events up to ' || mark || ' are in it, and has ' || count
    FROM (
      SELECT base, position AS mark,
        (SELECT count(*) FROM stream_entry WHERE stream_entry.position <= stream_mark.position)
          AS count
      FROM stream_mark)
    WHERE base + count <> mark
    """

  /// Finds keys that are not what the stream is sorted by: ids; numbers, dense from 1 in each sequence; numbers
  /// that were drawn before the commit, among which there may be holes.
  private static func wrongKeys(_ name: String?) -> String {
    switch name.flatMap(StreamOrder.init) {
    case .eventID:
      """
      SELECT 'row ' || row || ' of the stream stands under the id of another event'
      FROM stream_entry JOIN event USING (position) WHERE event_id <> sort_key
      """
    case .number:
      """
      SELECT 'sequence ' || partition || ' of the stream has ' || count(*)
        || ' entries, the last with the hexadecimal number ' || hex(substr(max(sort_key), 13))
      FROM stream_entry GROUP BY partition
      HAVING hex(max(sort_key)) <> printf('%040X', count(*))
        OR hex(min(sort_key)) <> printf('%040X', 1)
      """
    case .transaction:
      """
      SELECT 'row ' || row || ' of the stream stands under two numbers' FROM stream_entry
      WHERE hex(substr(sort_key, 13)) <> printf('%016X', order_number)
        OR hex(substr(sort_key, 1, 4)) <> '00000000'
      """
    case nil:
      "SELECT 'the stream does not say what it is sorted by' FROM stream_entry LIMIT 1"
    }
  }
}
