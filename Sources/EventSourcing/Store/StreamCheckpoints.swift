/// The greatest key read of each partition of a stream; one that is not in it is read from its start.
public struct StreamCheckpoints: Hashable, Sendable {
  /// The checkpoint of one partition.
  public struct Checkpoint: Hashable, Sendable {
    /// The index shard's number, 0 for what was stored without shards; or the sequence's.
    public var partition: Int
    /// The greatest key read of it.
    public var key: StreamKey
  }

  /// The checkpoints in the order of partitions, one each.
  public private(set) var all: [Checkpoint] = []

  /// Creates the checkpoints before any event.
  public init() {}

  /// Reads `1-KEY.2-KEY`; nil if it is anything else.
  init?(_ text: Substring, key: (Substring) -> StreamKey?) {
    for word in text.split(separator: ".", omittingEmptySubsequences: false) where !text.isEmpty {
      let parts = word.split(separator: "-", omittingEmptySubsequences: false)
      guard parts.count == 2, let partition = Cursor.number(parts[0]), partition <= 1 << 20,
        let key = key(parts[1]), self[Int(partition)] == nil
      else { return nil }
      advance(Int(partition), to: key)
    }
  }

  /// The checkpoint of a partition, nil if nothing of it was read.
  public subscript(partition: Int) -> StreamKey? {
    let index = lowerBound(of: partition)
    guard index < all.count, all[index].partition == partition else { return nil }
    return all[index].key
  }

  /// Moves a partition's checkpoint up to a key; never back.
  public mutating func advance(_ partition: Int, to key: StreamKey) {
    let index = lowerBound(of: partition)
    if index < all.count, all[index].partition == partition {
      all[index].key = max(all[index].key, key)
    } else {
      all.insert(Checkpoint(partition: partition, key: key), at: index)
    }
  }

  /// The first index whose partition is not below `partition`; they are few, so it counts up.
  private func lowerBound(of partition: Int) -> Int {
    all.firstIndex { $0.partition >= partition } ?? all.count
  }
}
