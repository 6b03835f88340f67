/// What one event of an append asks of the table: where it goes and what it costs.
public struct TableWrite: Hashable, Sendable {
  /// The hash of its aggregate's id: table partition, index shard, stream shard and message group follow
  /// from different bits of it.
  public var aggregateHash: UInt64
  /// The size of its item in bytes.
  public var bytes: Int32
  /// The index shard that it is stored with, from 1; 0 until it is placed, or where there are none.
  public var shard: Int32

  /// Creates a write.
  public init(aggregateHash: UInt64, bytes: Int, shard: Int = 0) {
    self.aggregateHash = aggregateHash
    self.bytes = Int32(bytes)
    self.shard = Int32(shard)
  }

  /// Write units of one ordinary write: one for each started 1,024 bytes.
  public var units: Int64 { Self.units(ofBytes: Int(bytes)) }

  /// The write units of an item of this many bytes
  /// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html>).
  public static func units(ofBytes bytes: Int) -> Int64 {
    Int64(max(1, (bytes + 1023) / 1024))
  }
}
