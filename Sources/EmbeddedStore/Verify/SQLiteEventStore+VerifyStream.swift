internal import EventSourcing
internal import GRDB

extension SQLiteEventStore {
  /// Looks at what an architecture keeps of its global stream: what ``StreamGlance`` tells, that each entry is
  /// of an event that is there, that entries became visible in the order of rows, and that keys are what the
  /// stream is sorted by; sequences have no gap.
  static func checkStream(_ database: Database) -> VerifyCheck {
    var problems = ProblemList()
    do {
      guard try !StoreSchema.isOfVersionOne(database) else { return problems.check("stream") }
      let order = try String.fetchOne(
        database, sql: "SELECT value FROM fact WHERE name = 'order'"
      ).flatMap(StreamOrder.init)
      for query in [StreamGlance.nameless] + StreamGlance.queries
        + [wrongEntries, wrongTimes] + (order.map(wrongKeys) ?? [])
      {
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

  /// Rows are numbered in the order in which they became visible, by one clock that never goes back.
  private static let wrongTimes = """
    SELECT 'row ' || row || ' of the stream became visible before the row above it'
    FROM (
      SELECT row, visible_at, lag(visible_at) OVER (ORDER BY row) AS before FROM stream_entry)
    WHERE visible_at < before
    """

  /// Finds keys that are not what the stream is sorted by: ids, in the shard that is stored with the event;
  /// numbers, dense from 1 in each sequence; numbers that were drawn before the commit, among which there may
  /// be holes.
  private static func wrongKeys(_ order: StreamOrder) -> [String] {
    switch order {
    case .eventID:
      [
        """
        SELECT 'row ' || row || ' of the stream stands under the id of another event'
        FROM stream_entry JOIN event USING (position) WHERE event_id <> sort_key
        """,
        """
        SELECT 'row ' || row || ' of the stream stands in shard ' || partition
          || ', its event belongs into shard ' || shard
        FROM stream_entry JOIN event USING (position) WHERE shard <> partition
        """,
      ]
    case .number:
      [
        """
        SELECT 'sequence ' || partition || ' of the stream has ' || count(*)
          || ' entries, the last with the hexadecimal number ' || hex(substr(max(sort_key), 13))
        FROM stream_entry GROUP BY partition
        HAVING hex(max(sort_key)) <> printf('%040X', count(*))
          OR hex(min(sort_key)) <> printf('%040X', 1)
        """
      ]
    case .transaction:
      [
        """
        SELECT 'row ' || row || ' of the stream stands under two numbers' FROM stream_entry
        WHERE hex(substr(sort_key, 13)) <> printf('%016X', order_number)
          OR hex(substr(sort_key, 1, 4)) <> '00000000'
        """
      ]
    }
  }
}
