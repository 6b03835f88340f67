import EventSourcing

/// How far a reader has come in one partition of a stream, and what the window before it holds.
struct FollowedPartition: Sendable {
  /// Its number.
  let number: Int32
  /// The greatest key read.
  var checkpoint = StreamKey(number: 0)
  /// The bytes of what is visible in the window, new entries included.
  private(set) var windowBytes: Int64 = 0

  /// The bytes by second, or by number, ascending.
  private var units: [(unit: Int64, bytes: Int64)] = []

  init(number: Int32) {
    self.number = number
  }

  /// Counts an entry that became visible.
  mutating func add(_ bytes: Int32, at unit: Int64) {
    windowBytes += Int64(bytes)
    var place = units.count
    while place > 0, units[place - 1].unit > unit { place -= 1 }
    if place > 0, units[place - 1].unit == unit {
      units[place - 1].bytes += Int64(bytes)
    } else {
      units.insert((unit, Int64(bytes)), at: place)
    }
  }

  /// Forgets what stands before a window's start.
  mutating func forget(before start: Int64) {
    let count = units.firstIndex { $0.unit >= start } ?? units.count
    for unit in units[..<count] { windowBytes -= unit.bytes }
    units.removeFirst(count)
  }
}
