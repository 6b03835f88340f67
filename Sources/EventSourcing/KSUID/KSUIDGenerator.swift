public import VirtualTime

/// Draws ids from a clock and a source of chance.
///
/// It is a value: each writer has its own. A clock outside the ids' 136 years gives the first or last
/// second there is.
public struct KSUIDGenerator<Random: RandomNumberGenerator> {
  /// How ids of one second stand to each other.
  public enum Order: Hashable, Sendable {
    /// Each payload is drawn anew: ids of one second are in no order.
    case random
    /// Ids of one second ascend in the order they were drawn, 65,536 to a draw; after so many it goes
    /// on from the last. A clock set back starts anew: ids follow the clock.
    case ascending
  }

  private let clock: @Sendable () -> Instant
  private let order: Order
  private var random: Random
  private var sequence: KSUIDSequence?

  /// Creates a generator.
  /// - Parameters:
  ///   - order: How ids of one second stand to each other.
  ///   - random: Where payloads come from.
  ///   - clock: The time now.
  public init(
    order: Order = .random, random: Random, clock: @escaping @Sendable () -> Instant
  ) {
    self.order = order
    self.random = random
    self.clock = clock
  }

  /// Draws the next id.
  public mutating func next() -> KSUID {
    let now = clock()
    guard order == .ascending else { return KSUID(clamping: now, using: &random) }
    let timestamp = UInt32(clamping: now.wholeSeconds - KSUID.epochSeconds)
    if sequence?.seed.timestamp == timestamp {
      if let id = sequence?.next() { return id }
      // Used up: the next 65,536 payloads follow, unless the second ends with them.
      if let last = sequence?.seed, let seed = last.followingSequence {
        return startSequence(at: seed)
      }
    }
    return startSequence(at: KSUID(clamping: now, using: &random))
  }

  private mutating func startSequence(at seed: KSUID) -> KSUID {
    var started = KSUIDSequence(seed: seed)
    defer { sequence = started }
    return started.next() ?? seed
  }
}

extension KSUIDGenerator: Sendable where Random: Sendable {}

extension KSUIDGenerator where Random == SystemRandomNumberGenerator {
  /// Creates a generator whose payloads come from the system.
  /// - Parameters:
  ///   - order: How ids of one second stand to each other.
  ///   - clock: The time now.
  public init(order: Order = .random, clock: @escaping @Sendable () -> Instant) {
    self.init(order: order, random: SystemRandomNumberGenerator(), clock: clock)
  }
}

extension KSUID {
  /// The seed of the sequence after this seed's, nil if it would be of another second.
  fileprivate var followingSequence: KSUID? {
    var last = self
    last.payloadLow |= UInt64(UInt16.max)
    return last.next.timestamp == timestamp ? last.next : nil
  }
}
