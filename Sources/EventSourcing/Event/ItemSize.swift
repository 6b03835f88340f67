/// How large an event's item is in DynamoDB: names and values of its seven attributes.
public enum ItemSize {
  /// The largest item, DynamoDB's 400 KB.
  public static let largest = 409_600

  /// The names: aggregateId, aggregateVersion, eventId, eventVersion, eventType, metadata, TYPE.
  static let names = 67

  /// The size of an item.
  /// - Parameters:
  ///   - aggregateID: The identifier's length in bytes.
  ///   - aggregateVersion: The version, from 1.
  ///   - eventVersion: The schema's version, from 1.
  ///   - eventType: The type's length in bytes.
  ///   - metadata: The metadata's length in bytes, as one string.
  ///   - shard: The index shard, which is part of `TYPE`; 0 where there are no shards.
  /// - Returns: The size in bytes.
  public static func bytes(
    aggregateID: Int, aggregateVersion: AggregateVersion, eventVersion: Int64, eventType: Int,
    metadata: Int, shard: Int
  ) -> Int {
    let type = shard == 0 ? "EVENT".utf8.count : "EVENT_".utf8.count + digits(Int64(shard))
    return names + aggregateID + KSUID.textLength + eventType + metadata + type
      + number(aggregateVersion) + number(eventVersion)
  }

  /// A number's size: a byte, and one for each two digits.
  private static func number(_ number: Int64) -> Int {
    (digits(number) + 1) / 2 + 1
  }

  private static func digits(_ number: Int64) -> Int {
    var count = 1
    var rest = number
    while rest > 9 {
      rest /= 10
      count += 1
    }
    return count
  }
}

extension Event {
  /// The size of the event's item in bytes, in this index shard.
  public func itemSize(shard: Int) -> Int {
    ItemSize.bytes(
      aggregateID: aggregateID.bytes.count, aggregateVersion: aggregateVersion,
      eventVersion: eventVersion, eventType: eventType.bytes.count,
      metadata: metadata.bytes.count, shard: shard)
  }
}

extension NewEvent {
  /// Checks what the types of its parts leave open: versions from 1, and the size of the whole item.
  ///
  /// A version that is still to be given counts one digit: a store checks again when it has given it.
  /// - Throws: `InvalidEvent.aggregateVersion`, `.eventVersion` or `.itemSize`.
  public func check() throws(InvalidEvent) {
    if let aggregateVersion, aggregateVersion < 1 {
      throw .aggregateVersion("it is \(aggregateVersion); versions begin at 1")
    }
    guard eventVersion >= 1 else {
      throw .eventVersion("it is \(eventVersion); versions begin at 1")
    }
    let size = ItemSize.bytes(
      aggregateID: aggregateID.bytes.count, aggregateVersion: aggregateVersion ?? 1,
      eventVersion: eventVersion, eventType: eventType.bytes.count,
      metadata: metadata.bytes.count, shard: shard)
    guard size <= ItemSize.largest else { throw .itemSize(bytes: size) }
  }
}
