extension SeededRandom {
  /// A length drawn from the exponential distribution: the gap between events that happen at random.
  ///
  /// Von Neumann's comparisons (1951), without a logarithm: how long a row of uniform numbers goes on
  /// falling decides whether its first number is the fraction, and how often it did not is the whole
  /// part. Exact, but for the rounding down to whole units.
  /// - Parameter mean: The mean in the unit wanted, from 0 to 2^56.
  /// - Returns: A length in that unit.
  public mutating func exponential(mean: Int64) -> Int64 {
    precondition((0...1 << 56).contains(mean), "a mean of \(mean) is out of range")
    var whole: Int64 = 0
    while true {
      let first = next()
      var last = first
      var fallsOddly = true
      while true {
        let following = next()
        if following >= last { break }
        last = following
        fallsOddly.toggle()
      }
      if fallsOddly {
        return whole * mean + Int64(first.multipliedFullWidth(by: UInt64(mean)).high)
      }
      whole += 1
    }
  }

  /// A draw from the normal distribution of mean 0 and standard deviation 1, in units of 2^-32: the
  /// sum of twelve uniform numbers minus six, so never beyond six standard deviations.
  public mutating func standardNormal() -> Int64 {
    var sum: Int64 = 6 - (6 << 32)  // 12 halves: each number stands for the middle of its step
    for _ in 0..<12 {
      sum += Int64(next() >> 32)
    }
    return sum
  }

  /// A draw of ``standardNormal()``, scaled.
  /// - Parameters:
  ///   - standard: What ``standardNormal()`` gave.
  ///   - deviation: The standard deviation in the unit wanted, from 0.
  /// - Returns: The draw in that unit, rounded to the nearest.
  public static func scaled(_ standard: Int64, deviation: Int64) -> Int64 {
    Int64((Int128(standard) * Int128(deviation) + 1 << 31) >> 32)
  }
}
