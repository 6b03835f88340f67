/// What one event of an append asks of the table: where it goes and what it costs.
public struct TableWrite: Hashable, Sendable {
  /// The table's partition that holds the aggregate, from 0.
  public var partition: Int
  /// The index shard that the event goes to, from 1.
  public var shard: Int
  /// Write units of one ordinary write: one for each started 1,024 bytes.
  public var units: Int64

  /// Creates a write.
  public init(partition: Int, shard: Int, units: Int64 = 1) {
    self.partition = partition
    self.shard = shard
    self.units = units
  }

  /// The write units of an item of this many bytes
  /// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html>).
  public static func units(ofBytes bytes: Int) -> Int64 {
    Int64(max(1, (bytes + 1023) / 1024))
  }
}
