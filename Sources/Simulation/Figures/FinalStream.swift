import Architectures
import EventSourcing

/// The global stream as it stands when all is drained, beside the order of commits.
///
/// Positions are those of commits, from 1; one array of positions in the stream's order is all it needs.
struct FinalStream {
  /// Positions in the order of the stream.
  let positions: [UInt32]
  /// Events committed, among them those that the stream lacks.
  let committed: Int

  /// Events with at least one event after them in the stream that was committed earlier.
  var inversions: Int64 {
    var count: Int64 = 0
    var least = UInt32.max
    for position in positions.reversed() {
      if position > least { count += 1 }
      least = min(least, position)
    }
    return count
  }

  /// Pairs that are neighbours in the order of commits, and stand the other way round in the stream.
  var adjacentInversions: Int64 {
    let places = self.places
    var count: Int64 = 0
    var before: UInt32 = 0
    for place in places where place > 0 {
      if place < before { count += 1 }
      before = place
    }
    return count
  }

  /// What is wrong, in words: events that stand there twice, or that nobody committed.
  var violations: [String] {
    let present = places.count { $0 > 0 }
    guard present != positions.count else { return [] }
    return ["the stream has \(positions.count) entries of \(present) events"]
  }

  /// Checks that each aggregate's events stand in the order of their versions.
  /// - Parameter aggregates: The aggregate of each position, the first at index 0.
  /// - Returns: The first break, in words.
  func aggregateOrderViolations(_ aggregates: [UInt32]) -> [String] {
    var last: [UInt32: UInt32] = [:]
    for position in positions {
      let aggregate = aggregates[Int(position) - 1]
      if let before = last.updateValue(position, forKey: aggregate), before > position {
        return ["aggregate \(aggregate) has position \(before) before \(position) in the stream"]
      }
    }
    return []
  }

  /// The place of each position in the stream, from 1; 0 for those it lacks.
  private var places: [UInt32] {
    var places = [UInt32](repeating: 0, count: committed)
    for (place, position) in positions.enumerated() {
      let index = Int(position) - 1
      if places.indices.contains(index) { places[index] = UInt32(place + 1) }
    }
    return places
  }
}

extension FinalStream {
  /// A stream sorted by event id.
  ///
  /// Ids of one second are sorted by themselves: an hour's millions are so many small sorts.
  init(visible: [UInt32], ids: [KSUID]) {
    committed = ids.count
    guard let first = ids.lazy.map(\.timestamp).min(), let last = ids.lazy.map(\.timestamp).max()
    else {
      positions = []
      return
    }
    let seconds = Int(last - first) + 1
    var starts = [Int](repeating: 0, count: seconds + 1)
    for position in visible { starts[Int(ids[Int(position) - 1].timestamp - first) + 1] += 1 }
    for second in 1...seconds { starts[second] += starts[second - 1] }
    var sorted = [UInt32](repeating: 0, count: visible.count)
    var next = starts
    for position in visible {
      let second = Int(ids[Int(position) - 1].timestamp - first)
      sorted[next[second]] = position
      next[second] += 1
    }
    for second in 0..<seconds {
      sorted[starts[second]..<starts[second + 1]].sort { ids[Int($0) - 1] < ids[Int($1) - 1] }
    }
    positions = sorted
  }

  /// A stream sorted by numbers that were drawn before the commit.
  init(visible: [UInt32], numbers: [Int64], committed: Int) {
    self.committed = committed
    positions = zip(visible, numbers).sorted { $0.1 < $1.1 }.map(\.0)
  }
}
