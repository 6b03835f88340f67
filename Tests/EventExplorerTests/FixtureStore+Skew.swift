import EventExplorer
import EventSourcing
import VirtualTime

extension FixtureStore {
  mutating func answers(to request: SkewRequest) -> [ExplorerAnswer] {
    switch request {
    case .rows(let first, let count):
      let read = skewRows.dropFirst(Int(first) - 1).prefix(count)
      return [
        .skew(
          .rows(first: first, read.map { lost.contains($0.recorded.position) ? nil : $0 }))
      ]
    case .figures(let now):
      return [.skew(.figures(figures(now: now)))]
    }
  }

  /// The events in the order of commits, each with the place that an index of ids gives it.
  var skewRows: [SkewRow] {
    let shown = rows.map { ($0.recorded.position, $0.recorded.event.eventID) }
    let seen = Dictionary(uniqueKeysWithValues: rows.map { ($0.recorded.position, $0) })
    return events.map { recorded in
      guard let row = seen[recorded.position] else {
        return SkewRow(recorded: recorded, place: nil)
      }
      let own = (recorded.position, recorded.event.eventID)
      var displacement = 0
      for (position, id) in shown where (position - own.0).magnitude <= StreamRow.window {
        if position > own.0, id < own.1 { displacement += 1 }
        if position < own.0, id > own.1 { displacement -= 1 }
      }
      return SkewRow(
        recorded: recorded,
        place: SkewRow.Place(
          key: StreamKey(own.1), row: row.row, visibleAt: row.visibleAt, isMissed: row.isMissed,
          displacement: displacement))
    }
  }

  private func figures(now: Instant) -> SkewFigures {
    var figures = SkewFigures(end: now, isMoving: true, keepsOrder: keepsOrder)
    for second in 30..<60 { figures.inversions[second] = 0 }
    for row in skewRows {
      guard let place = row.place else { continue }
      let age = now.wholeSeconds - row.recorded.committedAt.wholeSeconds
      figures.count(
        displacement: place.displacement, isInversion: place.displacement < 0,
        second: 59 - Int(age))
    }
    figures.lastShown = rows.map(\.recorded.position).max()
    figures.inversionsPerSecond = figures.inversions[58]
    return figures
  }

  /// What a search of the order of commits finds.
  func progress(of search: Search, from start: Int64) -> SearchProgress {
    let matches = skewRows.filter { row in
      switch search.subject {
      case .pattern(let pattern): pattern.matcher().matches(row.recorded.event)
      case .disorder: row.place?.isDisordered ?? false
      }
    }
    let ahead = matches.filter { row in
      let position = row.recorded.position
      return search.includesStart && position == start
        || (search.backwards ? position < start : position > start)
    }
    let match =
      search.backwards ? ahead.last ?? matches.last : ahead.first ?? matches.first
    return SearchProgress(
      number: search.number,
      match: match.map {
        .position(
          $0.recorded.position, displacement: $0.place?.displacement ?? 0,
          isMissed: $0.place?.isMissed ?? false)
      },
      hasWrapped: ahead.isEmpty,
      ordinal: match.flatMap { matches.firstIndex(of: $0) }.map { $0 + 1 },
      matches: matches.count, isComplete: true)
  }
}
