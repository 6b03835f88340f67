import EventExplorer
import EventSourcing
import VirtualTime

extension FixtureStore {
  mutating func answers(to request: BrowserRequest) -> [ExplorerAnswer] {
    switch request {
    case .rows(let filter, let first, let count):
      let shown = filter == nil ? rows.map(Optional.some) : matching.map(Optional.some)
      let read = shown.dropFirst(Int(first) - 1).prefix(count)
      return [
        .browser(
          .rows(filter: filter, first: first, read.map { lost.contains($0?.row ?? 0) ? nil : $0 }))
      ]
    case .filter(let number, let filter):
      self.filter = filter
      return look(number)
    case .goOn(let number): return look(number)
    case .endFilter: return []
    case .histogram(let columns, let filter):
      return [.browser(.histogram(histogram(columns, filter), filter: filter))]
    case .find(let goal, let filter): return [.browser(find(goal, filter))]
    }
  }

  private var matching: [StreamRow] {
    guard let matcher = filter?.matcher() else { return rows }
    return rows.prefix(Int(min(looksAt, Int64(rows.count)))).filter { row in
      matcher.matches(row.recorded, isMissed: row.isMissed) { row.displacement > 0 }
    }
  }

  /// The filter looks at as many rows as it is let, and says at the end that it has ended if that was all.
  private func look(_ number: Int) -> [ExplorerAnswer] {
    let total = Int64(rows.count)
    let scanned = min(total, looksAt)
    return [
      .browser(
        .progress(
          FilterProgress(
            number: number, scanned: scanned, total: total, matches: Int64(matching.count),
            isComplete: scanned == total)))
    ]
  }

  private func histogram(_ columns: Int, _ filter: Int?) -> StreamHistogram {
    guard let first = rows.first?.visibleAt, let last = rows.last?.visibleAt else {
      return StreamHistogram(start: Self.start, end: Self.start, firstRows: [])
    }
    let length = (last - first) / Int64(columns)
    var firstRows: [Int64] = (0..<columns).map { column in
      let time = first.advanced(byMicroseconds: length * Int64(column))
      return 1 + Int64(rows.firstIndex { ($0.visibleAt ?? time) >= time } ?? rows.count)
    }
    firstRows.append(Int64(rows.count) + 1)
    let matches = zip(firstRows, firstRows.dropFirst()).map { from, end in
      Int64(matching.count { $0.row >= from && $0.row < end })
    }
    return StreamHistogram(
      start: first, end: last, firstRows: firstRows, matches: filter == nil ? nil : matches)
  }

  private func find(_ goal: StreamGoal, _ filter: Int?) -> BrowserAnswer {
    let row: Int64? =
      switch goal {
      case .row(let row): row
      case .share(let millionths): 1 + Int64(rows.count) * Int64(millionths) / 1_000_000
      case .time(let time): rows.first { ($0.visibleAt ?? time) >= time }?.row
      case .event(let eventID): rows.first { $0.recorded.event.eventID == eventID }?.row
      case .position(let position): rows.first { $0.recorded.position == position }?.row
      case .cursor: 1
      }
    guard let row else { return .found(row: nil, filter: filter, problem: "it is not there") }
    let within = min(max(1, row), Int64(rows.count))
    guard filter != nil else { return .found(row: within, filter: nil, problem: "") }
    let place = matching.firstIndex { $0.row >= within } ?? matching.count - 1
    return .found(
      row: matching.isEmpty ? nil : Int64(place + 1), filter: filter, problem: "no event passes")
  }
}
