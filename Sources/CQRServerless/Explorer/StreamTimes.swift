import EventExplorer
import EventSourcing
import VirtualTime

/// When the rows of the stream appeared.
///
/// A row's time is when the index showed it; of what was there before the index was laid, the time of its
/// commit. Rows are in that order, so a time is found by halving.
struct StreamTimes {
  let table: any EventTable
  let stream: any StreamTable

  /// How many rows after a lost one are looked at.
  private static let patience = 100

  /// The first row from one on that is not lost, and its time; nil if there is none nearby.
  private func known(from row: Int64) throws -> (row: Int64, time: Instant)? {
    let first = try stream.rows(after: row - 1, limit: 1).first
    if let first, let visibleAt = first.visibleAt { return (first.row, visibleAt) }
    for found in try stream.rows(after: row - 1, limit: Self.patience) {
      if let visibleAt = found.visibleAt { return (found.row, visibleAt) }
      if let event = try table.page(atPositions: [found.position]).first {
        return (found.row, event.committedAt)
      }
    }
    return nil
  }

  /// The first row at a time or after it, among some; the one after them if all were before.
  func firstRow(at time: Instant, in rows: ClosedRange<Int64>) throws -> Int64 {
    var (low, high) = (rows.lowerBound, rows.upperBound + 1)
    while low < high {
      let middle = low + (high - low) / 2
      if let known = try known(from: middle), known.time < time {
        low = max(middle, known.row) + 1
      } else {
        high = middle
      }
    }
    return min(low, rows.upperBound + 1)
  }

  /// How the events lie in time, in so many buckets of the same length.
  /// - Returns: nil without events.
  func histogram(columns: Int) throws -> StreamHistogram? {
    let last = try stream.lastRow()
    guard columns > 0, last > 0, let start = try known(from: 1)?.time,
      let end = try known(from: last)?.time
    else {
      return nil
    }
    let length = max(0, end - start)
    var firstRows: [Int64] = [1]
    for column in 1..<max(2, columns) {
      let share = length / Int64(columns) * Int64(column)
      let from = firstRows.last ?? 1
      let time = start.advanced(byMicroseconds: share)
      firstRows.append(from > last ? from : try firstRow(at: time, in: from...last))
    }
    firstRows.append(last + 1)
    return StreamHistogram(start: start, end: end, firstRows: firstRows)
  }
}
