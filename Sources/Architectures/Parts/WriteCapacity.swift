public import VirtualTime

/// The write capacity of a table: so many units a second in each of its partitions.
public struct WriteCapacity: Sendable {
  private var partitions: [TokenBucket]

  /// Creates the capacity of an idle table.
  public init(_ parameters: TableParameters, start: Instant) {
    partitions = (0..<parameters.partitions).map { _ in
      TokenBucket(
        unitsPerSecond: parameters.unitsPerSecond, keptSeconds: parameters.keptSeconds,
        start: start)
    }
  }

  /// The partition that holds an aggregate.
  public func partition(of write: TableWrite) -> Int {
    Int(write.aggregateHash & 0xFFFF_FFFF) % partitions.count
  }

  /// Takes the units of an append's events: several are a transaction, which costs twice as much.
  /// - Parameters:
  ///   - writes: The events.
  ///   - now: The instant at which the attempt is tested.
  /// - Returns: What was short; nil if nothing was, and then the units are taken.
  public mutating func take(_ writes: [TableWrite], at now: Instant) -> Throttle? {
    if writes.count == 1 {
      let partition = partition(of: writes[0])
      let isThere = partitions[partition].take(units(of: writes, in: partition), at: now)
      return isThere ? nil : Throttle(reason: .tablePartition, number: partition)
    }
    for partition in partitions.indices {
      guard partitions[partition].holds(units(of: writes, in: partition), at: now) else {
        return Throttle(reason: .tablePartition, number: partition)
      }
    }
    for partition in partitions.indices {
      _ = partitions[partition].take(units(of: writes, in: partition), at: now)
    }
    return nil
  }

  /// What an append's events cost the table, in units.
  public static func units(of writes: [TableWrite]) -> Int64 {
    var units: Int64 = 0
    for write in writes { units += write.units }
    return writes.count > 1 ? 2 * units : units
  }

  /// The units that an append asks of a partition.
  ///
  /// More than it can ever hold counts as all it holds: such an append waits for a full bucket, not for
  /// ever.
  private func units(of writes: [TableWrite], in partition: Int) -> Int64 {
    var units: Int64 = 0
    for write in writes where self.partition(of: write) == partition { units += write.units }
    return min(writes.count > 1 ? 2 * units : units, partitions[partition].capacity)
  }

  /// What is wrong with its buckets, in words.
  func violations(at now: Instant) -> [String] {
    partitions.enumerated().compactMap { number, bucket in
      bucket.violation(at: now).map { "table partition \(number): \($0)" }
    }
  }
}
