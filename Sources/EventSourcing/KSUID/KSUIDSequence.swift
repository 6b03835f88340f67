/// Up to 65,536 ids that ascend: they share the seed's first 18 bytes, and the last two count from 0.
///
/// It has the semantics of segmentio's sequence, down to the bit.
public struct KSUIDSequence: Hashable, Sendable, Sequence, IteratorProtocol {
  /// The id whose first 18 bytes all ids of the sequence have.
  public let seed: KSUID
  private var count: UInt64 = 0

  /// Starts a sequence.
  public init(seed: KSUID) {
    self.seed = seed
  }

  /// The next id; nil after 65,536.
  public mutating func next() -> KSUID? {
    guard count <= UInt64(UInt16.max) else { return nil }
    var id = seed
    id.payloadLow = id.payloadLow & ~UInt64(UInt16.max) | count
    count += 1
    return id
  }
}
