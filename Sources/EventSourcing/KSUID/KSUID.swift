/// A K-Sortable Unique Identifier, which sorts by the second in which it was made.
///
/// It is 32 bits of whole seconds since 2014-05-13T16:53:20Z, then 128 random bits, written as 27
/// base62 characters. Bytes, text and values sort alike.
/// The format is segmentio's (<https://github.com/segmentio/ksuid>).
public struct KSUID: Hashable, Comparable, Sendable {
  /// Unix time of the KSUID epoch, 2014-05-13T16:53:20Z, in seconds.
  public static let epochSeconds: Int64 = 1_400_000_000

  /// Seconds since the KSUID epoch.
  public var timestamp: UInt32
  /// The payload's first eight bytes, the most significant first.
  public var payloadHigh: UInt64
  /// The payload's last eight bytes.
  public var payloadLow: UInt64

  /// Creates an id from its parts.
  public init(timestamp: UInt32, payloadHigh: UInt64, payloadLow: UInt64) {
    self.timestamp = timestamp
    self.payloadHigh = payloadHigh
    self.payloadLow = payloadLow
  }

  /// Whether the left id sorts first.
  public static func < (left: KSUID, right: KSUID) -> Bool {
    (left.timestamp, left.payloadHigh, left.payloadLow)
      < (right.timestamp, right.payloadHigh, right.payloadLow)
  }
}
