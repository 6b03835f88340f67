import EventExplorer
import EventSourcing
import Foundation

/// What a filter lets through of the stream: looked for by one thread, read by others meanwhile.
///
/// Unchecked, because the lock guards what changes.
final class FilteredStream: @unchecked Sendable {
  /// The filter's number.
  let number: Int
  private let filter: StreamFilter
  private let table: any EventTable
  private let stream: any StreamTable
  private let lock = NSLock()
  private var matches = MatchedRows()
  private var scanned: Int64 = 0

  /// How many rows are looked at before progress can be told, or it is cancelled.
  private static let piece = 4_000
  /// How often progress is told, in seconds.
  private static let beat = 0.1

  init(number: Int, _ filter: StreamFilter, table: any EventTable, stream: any StreamTable) {
    (self.number, self.filter, self.table, self.stream) = (number, filter, table, stream)
  }

  /// Looks at the rows that it has not looked at yet.
  /// - Throws: `EventStoreError`; what was found until then stays.
  func look(isCancelled: () -> Bool, tell: (FilterProgress) -> Void) throws {
    let total = try stream.lastRow()
    var rows = StreamRows(table: table, stream: stream)
    let matcher = filter.matcher()
    var told = Date()
    var hasTold = false
    while !isCancelled() {
      let first = lock.withLock { scanned } + 1
      guard first <= total else { break }
      let count = Int(min(Int64(Self.piece), total - first + 1))
      let found =
        filter.asksForOrder
        ? try late(&rows, first, count, matcher) : try matching(first, count, matcher)
      lock.withLock {
        for row in found { matches.append(row) }
        scanned = first + Int64(count) - 1
      }
      let isFirst = !hasTold && !found.isEmpty
      if isFirst || -told.timeIntervalSinceNow > Self.beat {
        (hasTold, told) = (true, Date())
        tell(progress(of: total, isComplete: false))
      }
    }
    tell(progress(of: total, isComplete: true))
  }

  private func progress(of total: Int64, isComplete: Bool) -> FilterProgress {
    lock.withLock {
      FilterProgress(
        number: number, scanned: scanned, total: max(total, scanned), matches: matches.count,
        isComplete: isComplete)
    }
  }

  private func matching(
    _ first: Int64, _ count: Int, _ matcher: StreamFilter.Matcher
  ) throws -> [Int64] {
    let rows = try stream.rows(after: first - 1, limit: count)
    let events = try table.page(atPositions: rows.map(\.position))
    var found: [Int64] = []
    var place = 0
    // An event that is lost is in none of the two.
    for recorded in events {
      while place < rows.count, rows[place].position != recorded.position { place += 1 }
      guard place < rows.count else { break }
      if matcher.matches(recorded, isMissed: rows[place].isBehindCheckpoint, isLate: { false }) {
        found.append(rows[place].row)
      }
    }
    return found
  }

  private func late(
    _ rows: inout StreamRows, _ first: Int64, _ count: Int, _ matcher: StreamFilter.Matcher
  ) throws -> [Int64] {
    try rows.read(first: first, count: count).compactMap { row in
      guard let row else { return nil }
      let matches = matcher.matches(
        row.recorded, isMissed: row.isMissed, isLate: { row.displacement > 0 })
      return matches ? row.row : nil
    }
  }

  // MARK: What was found

  /// The rows of all matches.
  var found: MatchedRows { lock.withLock { matches } }

  /// The rows of matches from a number on, from 1.
  func rows(from number: Int64, limit: Int) -> [Int64] {
    lock.withLock { matches.rows(from: number, limit: limit) }
  }

  /// The number of the first match at a row or after it; of the last, if there is none; nil without any.
  func match(at row: Int64) -> Int64? {
    lock.withLock {
      matches.count == 0 ? nil : min(matches.count, matches.count(through: row - 1) + 1)
    }
  }

  /// How many matches there are between rows.
  func counts(between rows: [Int64]) -> [Int64] {
    lock.withLock {
      let through = rows.map { matches.count(through: $0 - 1) }
      return zip(through, through.dropFirst()).map { $1 - $0 }
    }
  }
}
