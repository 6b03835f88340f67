internal import EventSourcing

/// Numbers that a store gives from 1 without a gap: positions, and an aggregate's versions.
enum DenseNumber {
  /// Those that a store can have come to: at a million events a second it took 285 years.
  ///
  /// What a file says beyond them no store has written, and the next number might not be one.
  static let range: ClosedRange<Int64> = 1...1 << 53

  /// The last of such numbers, 0 if there is none yet.
  /// - Throws: `EventStoreError.damaged` if a store can't have come to it.
  static func last(_ found: Int64?, of name: String) throws -> Int64 {
    guard let found else { return 0 }
    guard range.contains(found) else {
      throw EventStoreError.damaged("\(name) \(found) is none that a store gives")
    }
    return found
  }
}
