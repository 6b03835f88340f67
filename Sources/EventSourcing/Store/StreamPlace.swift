/// Where an event stands in a global stream.
public struct StreamPlace: Hashable, Sendable {
  /// The part of the stream that has an order of its own: an index shard, or a sequence.
  public var partition: Int
  /// Where it stands in that part.
  public var key: StreamKey

  /// Creates a place.
  public init(partition: Int, key: StreamKey) {
    self.partition = partition
    self.key = key
  }
}
