/// A source of chance that gives the same numbers for the same seed on every machine, for ever.
///
/// The generator is xoshiro256**, its state filled by splitmix64 (Blackman and Vigna,
/// <https://prng.di.unimi.it>). The bounded draws are our own too: the standard library's may change
/// with the toolchain, and a recorded seed would then mean another run.
///
/// Each part of a run draws from a source of its own (``init(seed:architecture:part:)``), so a part
/// that is added shifts nobody else's numbers.
public struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// Creates a source from a seed; any value will do.
  public init(seed: UInt64) {
    var counter = seed
    func following() -> UInt64 {
      counter &+= 0x9E37_79B9_7F4A_7C15
      return StableHash.finish(counter)
    }
    state = (following(), following(), following(), following())
  }

  /// Creates the source of one part of a run, such as `writer 3 arrivals`.
  /// - Parameters:
  ///   - seed: The run's seed.
  ///   - architecture: The architecture's name, such as `dynamodb-ksuid`.
  ///   - part: The part's name, unique within the architecture.
  public init(seed: UInt64, architecture: String, part: String) {
    self.init(seed: StableHash.finish(seed ^ StableHash.of("\(architecture)/\(part)")))
  }

  /// 64 random bits.
  public mutating func next() -> UInt64 {
    let product = state.1 &* 5
    let result = (product << 7 | product >> 57) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = state.3 << 45 | state.3 >> 19
    return result
  }

  /// A number from 0 up to, but not including, `bound`, each as likely as the next.
  ///
  /// By Lemire's multiplication; the few draws that would favour some numbers are thrown away. The
  /// bound is at least 1.
  public mutating func below(_ bound: UInt64) -> UInt64 {
    precondition(bound > 0, "there is no number below 0")
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let biased = (0 &- bound) % bound
      while product.low < biased {
        product = next().multipliedFullWidth(by: bound)
      }
    }
    return product.high
  }

  /// A number of a range, each as likely as the next.
  public mutating func number(in range: ClosedRange<Int64>) -> Int64 {
    let last = UInt64(bitPattern: range.upperBound &- range.lowerBound)
    let step = last == .max ? next() : below(last + 1)
    return range.lowerBound &+ Int64(bitPattern: step)
  }

  /// An index of a collection with `count` elements.
  public mutating func index(below count: Int) -> Int {
    Int(below(UInt64(count)))
  }

  /// Whether something of this probability happens.
  public mutating func happens(_ probability: Ratio) -> Bool {
    below(probability.whole) < probability.part
  }
}
