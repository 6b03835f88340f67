/// Lengths of time, and their percentiles, exactly.
///
/// Four bytes each up to 71 minutes: an hour's run has tens of millions.
struct Durations: Sendable {
  private var short: [UInt32] = []
  private var long: [Int64] = []

  /// How many there are.
  var count: Int { short.count + long.count }

  /// Makes room.
  mutating func reserveCapacity(_ count: Int) {
    short.reserveCapacity(count)
  }

  /// Adds a length in microseconds, from 0.
  @inline(__always)
  mutating func add(_ microseconds: Int64) {
    if let length = UInt32(exactly: microseconds) {
      short.append(length)
    } else {
      long.append(max(0, microseconds))
    }
  }

  /// Counts percentiles: the ⌈pn/100⌉-th smallest of n.
  /// - Parameter percents: Ascending, 1 to 100.
  /// - Returns: One for each, in microseconds; nil where there are no lengths.
  mutating func percentiles(_ percents: [Int]) -> [Int64]? {
    guard count > 0 else { return nil }
    long.sort()
    var from = 0
    return percents.map { percent in
      let rank = max(1, (percent * count + 99) / 100) - 1
      guard rank < short.count else { return long[rank - short.count] }
      let value = Int64(short.select(rank, from: from))
      from = rank
      return value
    }
  }
}

extension [UInt32] {
  /// The value that stands at a place when all is sorted; what stands before `from` is there already.
  ///
  /// Hoare's selection (1961) with the median of three as pivot: afterwards nothing before the place is
  /// greater, and nothing behind it is less.
  fileprivate mutating func select(_ place: Int, from: Int) -> UInt32 {
    var (low, high) = (from, count - 1)
    while low < high {
      let (first, middle, last) = (self[low], self[low + (high - low) / 2], self[high])
      let pivot = Swift.max(Swift.min(first, middle), Swift.min(Swift.max(first, middle), last))
      var (left, right) = (low, high)
      while left <= right {
        while self[left] < pivot { left += 1 }
        while self[right] > pivot { right -= 1 }
        if left <= right {
          swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if place <= right {
        high = right
      } else if place >= left {
        low = left
      } else {
        break
      }
    }
    return self[place]
  }
}
