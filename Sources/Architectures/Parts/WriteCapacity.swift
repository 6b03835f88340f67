public import VirtualTime

/// The write capacity of a table: so many units a second in each of its partitions.
public struct WriteCapacity: Sendable {
  /// What one item asks of a table.
  public struct Charge: Hashable, Sendable {
    /// The hash of its partition key: it decides about the partition.
    public var keyHash: UInt64
    /// Write units.
    public var units: Int64

    /// Creates a charge.
    public init(keyHash: UInt64, units: Int64) {
      self.keyHash = keyHash
      self.units = units
    }
  }

  private var partitions: [TokenBucket]
  /// The units that are asked of each partition; used again for the next.
  private var asked: [Int64]

  /// Creates the capacity of an idle table.
  public init(_ parameters: TableParameters, start: Instant) {
    partitions = (0..<parameters.partitions).map { _ in
      TokenBucket(
        unitsPerSecond: parameters.unitsPerSecond, keptSeconds: parameters.keptSeconds,
        start: start)
    }
    asked = [Int64](repeating: 0, count: partitions.count)
  }

  /// The partition that holds a key.
  public func partition(ofKey hash: UInt64) -> Int {
    Int(hash & 0xFFFF_FFFF) % partitions.count
  }

  /// The hash of one of the keys that a numbered stream is spread over.
  ///
  /// Neighbours lie in different partitions: that is the settled state, as a partition with two busy
  /// keys is split for its heat
  /// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html>).
  /// - Parameters:
  ///   - number: The event's number.
  ///   - keys: How many keys a sequence has.
  ///   - sequence: The number of the sequence, from 0.
  /// - Returns: The hash.
  static func keyHash(ofNumber number: Int64, of keys: Int, sequence: Int = 0) -> UInt64 {
    UInt64(sequence * keys) + UInt64(number) % UInt64(keys)
  }

  /// Takes the units of one item.
  /// - Parameters:
  ///   - charge: The item.
  ///   - now: The instant at which the attempt is tested.
  /// - Returns: What was short; nil if nothing was, and then the units are taken.
  public mutating func take(_ charge: Charge, at now: Instant) -> Throttle? {
    let partition = partition(ofKey: charge.keyHash)
    let isThere = partitions[partition].takeOwing(charge.units, at: now)
    return isThere ? nil : Throttle(reason: .tablePartition, number: partition)
  }

  /// Takes the units of all items of a transaction, or of none.
  ///
  /// What is more than a partition can ever hold waits for a full bucket, not for ever, and leaves it in
  /// debt.
  /// - Parameters:
  ///   - charges: The items.
  ///   - now: The instant at which the attempt is tested.
  /// - Returns: What was short; nil if nothing was, and then the units are taken.
  public mutating func take(_ charges: [Charge], at now: Instant) -> Throttle? {
    ask(charges)
    for partition in partitions.indices where asked[partition] > 0 {
      guard partitions[partition].canOwe(asked[partition], at: now) else {
        return Throttle(reason: .tablePartition, number: partition)
      }
    }
    for partition in partitions.indices where asked[partition] > 0 {
      _ = partitions[partition].takeOwing(asked[partition], at: now)
    }
    return nil
  }

  /// When the units of all items will be there, if nobody else takes any before.
  public mutating func instant(of charges: [Charge], at now: Instant) -> Instant {
    ask(charges)
    var instant = now
    for partition in partitions.indices where asked[partition] > 0 {
      instant = max(instant, partitions[partition].instant(ofOwing: asked[partition], at: now))
    }
    return instant
  }

  private mutating func ask(_ charges: [Charge]) {
    for partition in asked.indices { asked[partition] = 0 }
    for charge in charges { asked[partition(ofKey: charge.keyHash)] += charge.units }
  }

  /// What is wrong with its buckets, in words.
  var violations: [String] {
    partitions.enumerated().compactMap { number, bucket in
      bucket.violation.map { "table partition \(number): \($0)" }
    }
  }
}
