import EventExplorer
import EventSourcing
import Foundation

/// A search that goes through a list from a place to its end, round it, and back to the place: the first
/// match is told at once, all are counted.
struct SearchScan {
  /// The matches of a part of the list, in the order in which the search goes; nil at its end.
  typealias Part = () throws -> [SearchProgress.Place]?

  let search: Search
  let isCancelled: () -> Bool
  let tell: (SearchProgress) -> Void

  /// How often progress is told, in seconds.
  private static let beat = 0.1

  /// Goes through the part from the place on, and then through the other.
  func run(_ ahead: @escaping Part, _ around: @escaping Part) throws {
    var progress = SearchProgress(number: search.number)
    var told = Date.distantPast
    var counts = [0, 0]
    for (place, part) in [ahead, around].enumerated() {
      while let matches = try part() {
        if isCancelled() { return }
        counts[place] += matches.count
        progress.matches += matches.count
        let isFirst = progress.match == nil && !matches.isEmpty
        if isFirst {
          progress.match = matches.first
          progress.hasWrapped = place == 1
        }
        if isFirst || -told.timeIntervalSinceNow > Self.beat {
          told = Date()
          tell(progress)
        }
      }
    }
    progress.isComplete = true
    progress.ordinal = ordinal(ahead: counts[0], around: counts[1])
    tell(progress)
  }

  /// The match's number in the list's own order.
  private func ordinal(ahead: Int, around: Int) -> Int? {
    guard ahead + around > 0 else { return nil }
    switch (search.backwards, ahead > 0) {
    case (false, true): return around + 1
    case (false, false): return 1
    case (true, true): return ahead
    case (true, false): return around
    }
  }
}

extension SearchScan {
  /// Goes through a list numbered from 1 to `count`, of which `matches` tells those within a range.
  func run(
    from start: Int64, count: Int64, piece: Int64,
    matches: @escaping (ClosedRange<Int64>) throws -> [SearchProgress.Place]
  ) throws {
    let own = search.includesStart ? start : search.backwards ? start - 1 : start + 1
    func part(_ first: Int64, _ last: Int64) -> Part {
      var (first, last) = (max(1, first), min(count, last))
      return {
        guard first <= last else { return nil }
        if search.backwards {
          let range = max(first, last - piece + 1)...last
          last = range.lowerBound - 1
          return try matches(range).reversed()
        }
        let range = first...min(last, first + piece - 1)
        first = range.upperBound + 1
        return try matches(range)
      }
    }
    if search.backwards {
      try run(part(1, own), part(own + 1, count))
    } else {
      try run(part(own, count), part(1, own - 1))
    }
  }
}
