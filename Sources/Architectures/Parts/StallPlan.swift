public import VirtualTime

/// Index shards that stop applying for a while, one after the other: every so often the next in turn.
public struct StallPlan: Hashable, Sendable {
  /// From the start of one stall to the start of the next, in microseconds.
  public let everyMicroseconds: Int64
  /// How long a stall lasts, in microseconds.
  public let lengthMicroseconds: Int64

  /// Creates a plan.
  /// - Parameters:
  ///   - everyMicroseconds: From the start of one stall to the start of the next, from 1.
  ///   - lengthMicroseconds: How long a stall lasts, from 0; no longer than until the same shard's
  ///     turn comes again.
  public init(everyMicroseconds: Int64, lengthMicroseconds: Int64) {
    precondition(
      everyMicroseconds > 0 && lengthMicroseconds >= 0,
      "stalls of \(lengthMicroseconds) µs every \(everyMicroseconds) µs")
    self.everyMicroseconds = everyMicroseconds
    self.lengthMicroseconds = lengthMicroseconds
  }

  /// The end of the stall in which a shard is at `now`; nil if it is in none.
  /// - Parameters:
  ///   - shard: The shard's number, from 1.
  ///   - count: How many shards take turns.
  ///   - now: The instant asked for.
  ///   - start: The instant from which the first stall is waited for.
  /// - Returns: An instant after `now`, or nil.
  public func end(
    ofShard shard: Int, of count: Int, at now: Instant, since start: Instant
  ) -> Instant? {
    // Stall k, from 1, begins at start + k · every, in shard (k − 1) mod count + 1. The last one of
    // this shard that has begun is the only one it can be in.
    let begun = (now - start) / everyMicroseconds
    guard now > start, begun >= Int64(shard), shard >= 1, shard <= count else { return nil }
    let last = begun - (begun - Int64(shard)) % Int64(count)
    let end = start.advanced(byMicroseconds: last * everyMicroseconds + lengthMicroseconds)
    return end > now ? end : nil
  }
}
