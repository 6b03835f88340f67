/// Positions of events, a bit each.
public struct PositionSet: Sendable {
  /// How many it holds.
  public private(set) var count: Int64 = 0
  private var words: [UInt64] = []

  /// Creates an empty set.
  public init() {}

  /// Makes room for positions up to this one.
  public mutating func reserveCapacity(_ greatest: Int) {
    words.reserveCapacity(greatest / 64 + 1)
  }

  /// Adds a position, from 1.
  /// - Returns: Whether it was not there before.
  @discardableResult
  public mutating func insert(_ position: Int64) -> Bool {
    let (word, bit) = (Int(position / 64), UInt64(1) << UInt64(position % 64))
    while words.count <= word { words.append(0) }
    guard words[word] & bit == 0 else { return false }
    words[word] |= bit
    count += 1
    return true
  }

  /// Whether it holds a position, from 1.
  public func contains(_ position: Int64) -> Bool {
    let word = Int(position / 64)
    return word < words.count && words[word] & UInt64(1) << UInt64(position % 64) != 0
  }
}
