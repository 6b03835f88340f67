import Dispatch
import EventExplorer
import EventSourcing
import LiveDriver
import VirtualTime

// What screen 3 asks for.
extension ExplorerSession {
  func perform(_ request: BrowserRequest) {
    switch request {
    case .rows(let filter, let first, let count):
      read(failing: .browser(.rows(filter: filter, first: first, []))) { session in
        let rows = try session.browserRows(filter, first, count)
        return .browser(.rows(filter: filter, first: first, rows))
      }
    case .filter(let number, let filter):
      let filtered = FilteredStream(
        number: number, filter, table: cloud.table, stream: cloud.stream)
      self.filtered = filtered
      look(filtered)
    case .goOn(let number):
      guard let filtered, filtered.number == number else { return }
      look(filtered)
    case .endFilter:
      filterRun += 1
    case .histogram(let columns, let filter):
      let none = StreamHistogram(
        start: Instant(microseconds: 0), end: Instant(microseconds: 0), firstRows: [])
      read(failing: .browser(.histogram(none, filter: filter))) { session in
        let times = StreamTimes(table: session.cloud.table, stream: session.cloud.stream)
        var histogram = try times.histogram(columns: columns) ?? none
        if let filtered = session.filtered, filtered.number == filter {
          histogram.matches = filtered.counts(between: histogram.firstRows)
        }
        return .browser(.histogram(histogram, filter: filter))
      }
    case .find(let goal, let filter):
      read(failing: nil) { session in
        .browser(try session.find(goal, filter))
      }
    }
  }

  /// Looks for what the filter lets through; what looked before it ends.
  private func look(_ filtered: FilteredStream) {
    filterRun += 1
    let run = filterRun
    filtering.async { [self] in
      do {
        try filtered.look(isCancelled: { filterRun != run }) { [box] progress in
          box.put(.browser(.progress(progress)))
        }
      } catch {
        box.put(.failed(CommandFailure(error).words))
      }
    }
  }

  /// Rows of the stream, or of a filter's matches.
  private func browserRows(_ filter: Int?, _ first: Int64, _ count: Int) throws -> [StreamRow?] {
    guard let filter else { return try browsed.read(first: first, count: count) }
    guard let filtered, filtered.number == filter else { return [] }
    return try browsed.read(filtered.rows(from: first, limit: count))
  }

  private func find(_ goal: StreamGoal, _ filter: Int?) throws -> BrowserAnswer {
    let last = try cloud.stream.lastRow()
    func answer(_ row: Int64?, _ problem: String) -> BrowserAnswer {
      guard let row, last > 0 else { return .found(row: nil, filter: filter, problem: problem) }
      let within = min(max(1, row), last)
      guard let filter else { return .found(row: within, filter: nil, problem: "") }
      let match = filtered.flatMap { $0.number == filter ? $0.match(at: within) : nil }
      return .found(row: match, filter: filter, problem: "no event passes the filter")
    }
    switch goal {
    case .row(let row):
      return answer(row, "the stream has no events yet")
    case .share(let millionths):
      let row =
        1
        + (last / 1_000_000 * Int64(millionths) + last % 1_000_000 * Int64(millionths) / 1_000_000)
      return answer(row, "the stream has no events yet")
    case .time(let time):
      let times = StreamTimes(table: cloud.table, stream: cloud.stream)
      return answer(
        last > 0 ? try times.firstRow(at: time, in: 1...last) : nil,
        "the stream has no events yet")
    case .event(let eventID):
      let position = try cloud.table.recorded(eventID: eventID)?.position
      guard let position else {
        return .found(row: nil, filter: filter, problem: "there is no event \(eventID)")
      }
      return answer(try row(ofPosition: position), "the index does not show \(eventID) yet")
    case .position(let position):
      return answer(try row(ofPosition: position), "the index does not show it yet")
    case .cursor(let cursor):
      try cloud.stream.check(cursor)
      let next = try cloud.stream.page(after: cursor, limit: 1, horizon: .max).first
      guard let next else { return answer(last, "the stream has no events yet") }
      return answer(try row(ofPosition: next.position), "the index does not show it yet")
    }
  }

  private func row(ofPosition position: Int64) throws -> Int64? {
    try cloud.stream.rows(ofPositions: [position])[position]?.row
  }
}
