public import VirtualTime

/// How the order of the index compares with that of commits, over a minute of the store's time.
///
/// An event is an inversion if it stands in the index before one that was committed earlier.
public struct SkewFigures: Hashable, Sendable {
  /// How many seconds they go back.
  public static let seconds = 60

  /// The least distance of each class of ``distances``; the last one has no end.
  public static let leastDistances = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]

  /// The end of the minute: the store's time, or the last commit where that is longer ago than a minute.
  public var end: Instant
  /// Whether something was committed within a minute of the store's time.
  public var isMoving: Bool
  /// The inversions committed in each second, the newest last; nil where that is not known.
  public var inversions: [Int64?]
  /// The inversions committed in the last full second; nil where that is not known.
  public var inversionsPerSecond: Int64?
  /// Events that the index shows: how many stand that far from where they were committed.
  public var distances: [Int]
  /// Events that stand where they were committed.
  public var inPlace: Int
  /// The last position whose event the index shows; nil if it shows none of the newest.
  public var lastShown: Int64?
  /// Whether more of the minute's events are counted if the figures are asked for again.
  public var isPartial = false
  /// Whether the architecture promises that the index keeps the order of commits.
  public var keepsOrder: Bool

  /// Creates figures of nothing.
  public init(end: Instant, isMoving: Bool = false, keepsOrder: Bool = false) {
    self.end = end
    self.isMoving = isMoving
    self.keepsOrder = keepsOrder
    inversions = Array(repeating: nil, count: Self.seconds)
    distances = Array(repeating: 0, count: Self.leastDistances.count)
    inPlace = 0
  }

  /// Counts an event.
  /// - Parameters:
  ///   - displacement: By how many places it stands later in the index; negative: earlier.
  ///   - isInversion: Whether it stands before one that was committed earlier.
  ///   - second: The place of its second in ``inversions``.
  public mutating func count(displacement: Int, isInversion: Bool, second: Int) {
    let distance = displacement.magnitude
    if let group = Self.leastDistances.lastIndex(where: { $0 <= distance }) {
      distances[group] += 1
    } else {
      inPlace += 1
    }
    guard isInversion, inversions.indices.contains(second), let known = inversions[second] else {
      return
    }
    inversions[second] = known + 1
  }

  /// Events that the figures are of.
  public var events: Int { distances.reduce(inPlace, +) }
}
