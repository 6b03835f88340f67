internal import EventSourcing
internal import GRDB

/// What shows that a kept stream has lost something without its events being read: rows that are counted,
/// and what the store says of the stream.
///
/// Whoever opens the stream looks, so that nobody goes on over a hole.
enum StreamGlance {
  /// Queries that give a line for every problem; each sees one state of the store.
  static let queries = [unsorted, wrongRows, wrongMarks]

  /// Looks at the stream that is kept in a store's file.
  /// - Throws: `EventStoreError.damaged` with the first problem.
  static func check(_ database: Database) throws { try check(database, queries) }

  /// Looks whether there is a stream without an architecture.
  /// - Throws: `EventStoreError.damaged` if there is.
  static func checkName(_ database: Database) throws { try check(database, [nameless]) }

  private static func check(_ database: Database, _ queries: [String]) throws {
    guard try !StoreSchema.isOfVersionOne(database) else { return }
    for query in queries {
      if let problem = try String.fetchOne(database.cachedStatement(sql: query)) {
        throw EventStoreError.damaged(problem)
      }
    }
  }

  private static let unsorted = """
    SELECT 'the stream does not say what it is sorted by'
    WHERE EXISTS (SELECT 1 FROM stream_entry) AND NOT EXISTS (SELECT 1 FROM fact WHERE name = 'order')
    """

  /// Finds a stream of which nobody knows any more which architecture's it is.
  static let nameless = """
    SELECT 'the stream does not say which architecture''s it is'
    WHERE EXISTS (SELECT 1 FROM stream_entry)
      AND NOT EXISTS (SELECT 1 FROM fact WHERE name = 'architecture')
    """

  private static let wrongRows = """
    SELECT 'the stream lacks ' || (last - count) || ' of its ' || last || ' rows'
    FROM (SELECT count(*) AS count, max(row) AS last, min(row) AS first FROM stream_entry)
    WHERE count > 0 AND (first <> 1 OR last <> count)
    """

  /// The mark stands right before the first event that the stream lacks.
  private static let wrongMarks = """
    SELECT 'the mark of how far the stream has come is there ' || count || ' times'
    FROM (SELECT count(*) AS count FROM stream_mark) WHERE count <> 1
    UNION ALL
    SELECT 'the stream lacks ' || (mark - count) || ' of the events up to position ' || mark
      || ', which are marked as being in it'
    FROM (
      SELECT position AS mark,
        (SELECT count(*) FROM stream_entry WHERE stream_entry.position <= stream_mark.position)
          AS count
      FROM stream_mark)
    WHERE count <> mark
    UNION ALL
    SELECT 'the stream has the event after its mark, which is at position ' || position
    FROM stream_mark
    WHERE base <> 0
      OR EXISTS (SELECT 1 FROM stream_entry WHERE stream_entry.position = stream_mark.position + 1)
    """
}
